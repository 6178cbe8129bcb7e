package claims

import "strings"

// Given names in common use in English-language copy, as the birth registers of several countries rank them: what is
// not here tells nothing, and what both men and women bear (bothNames) tells a person but no gender.
var (
	maleNames = set(`aaron abdul abdullah abraham adam adrian ahmed akira alan albert alberto aldo alejandro alexander alfonso alfred
		alfredo ali allan allen alvin amir anatoly anders andre andreas andrei andrew angelo anthony antoine anton
		antonio armando arnold arthur arturo barry bart ben benjamin benny bernard bernardo bernie bill billy bob bobby
		boris brad bradley brandon brendan brent brett brian bruce bryan caleb calvin cameron carl carlo carlos cesar
		chad charles charlie christoph christophe christopher chuck clarence claude clifford clint clyde cody colin
		connor conrad corey cory craig curtis damon dan daniel darren darryl dave david dean dennis derek derrick
		desmond dick dietrich dirk dmitri don donald donny doug douglas duncan dustin dwight ed eddie edgar eduardo
		edward edwin eli elias elliot elliott elmer emmanuel enrique eric erik ernest ernesto ernst ethan eugene evan
		evgeny ezra fabian federico felipe felix ferdinand fernando florian francesco francisco franco francois frank
		frankie franklin fred freddie frederick friedrich fritz gabriel garrett gary gavin gene geoff geoffrey georg
		george gerald gerard gerhard gilbert giorgio giovanni giuseppe glen glenn gordon graham grant greg gregory
		guillermo gunther gus gustav hamid hans harold harry harvey hassan hector heinrich henry herbert hubert hugh
		hugo humphrey ian ibrahim ignacio igor isaac ismail ivan ivo jack jacob jacques jaime jake jakob jamal james
		jared jason javier jeb jed jeff jeffrey jeremiah jeremy jerome jerry jesus jim jimmy joachim joaquin joe joel
		johan johannes john johnnie johnny jon jonas jonathan jorge jose josef joseph josh joshua josiah juan juergen
		julian justin karim karl keith ken kenneth kenny kent kevin kirk klaus kofi konstantin kurt kyle lance larry
		lars lawrence leo leon leonard leonardo lester liam lionel lloyd logan lorenzo louis luca lucas luigi luis luke
		malcolm manuel marc marcel marcelo marco marcos marcus mario mark marshall martin marvin mathew matt matteo
		matthew matthias maurice mauricio max maxim melvin michael michel mick mickey miguel mike mikhail miles milton
		mitch mohamad mohamed mohammed moses muhammad murray mustafa nate nathan nathaniel ned neil nelson newton
		nicholas nick nicolas nigel nikolai noah noel norbert norman oleg oliver omar osama oscar oskar otto owen pablo
		patrick paul pedro pete peter phil philip phillip pierce pierre preston quentin rafael ralph ramon randall randy
		raul ray raymond reginald reuben ricardo richard rick ricky rob robbie robert roberto rod roderick rodney
		rodrigo roger roland rolf roman ronald ross roy rudolf rudy rupert russ russell ryan salvatore sam sammy samuel
		saul scott sean sebastian serge sergei sergio seth shane shawn sigmund simon stan stanley stefan stefano stephen
		steve steven stuart sven tariq ted teddy terence terrence theo theodore thomas tim timothy tobias todd tom tony
		travis trevor tyler tyrone vernon vicente victor viktor vince vincent virgil vito vladimir vyacheslav wade
		wallace walter warren wayne wendell werner wesley wilbur wilhelm willem william willie winston wolfgang xavier
		yuri yusuf zachary`)
	femaleNames = set(`abigail ada adele adriana agnes aileen aisha alana alejandra alexa alexandra alexis alice alicia alison allison
		alma alyssa amanda amelia amina amy ana anastasia angela angelica angelina angie anita anja anna anne anneliese
		annette annie antonia ariana arlene astrid audrey ayesha barbara beatrice beatriz becky belinda bella bernadette
		bernice bertha bessie beth betsy betty beverly blanca bonnie brandi brenda bridget brigitte brittany camila
		camille candace carina carla carly carmela carmen carol caroline carolyn carrie cassandra catherine cathy
		cecilia celeste celia chantal charlene charlotte chelsea cheryl chloe christa christina christine cindy claire
		clara claudia colleen connie constance consuelo cora corinne crystal cynthia daisy danielle daphne darlene dawn
		debbie deborah debra deirdre delia denise diana diane dianne dolores donna dora doris dorothea dorothy edith
		edna eileen elaine eleanor elena elisabeth eliza elizabeth ella ellen elsa elsie elvira emily emma erica erika
		erin esmeralda esperanza estelle esther ethel eugenia eunice eva evelyn fatima fay faye felicia felicity fiona
		flora florence frances francesca francine frida gabriela gemma genevieve georgina geraldine gertrude gillian
		gina giovanna giulia gladys glenda gloria grace greta gretchen guadalupe gwen gwendolyn hannah harriet hazel
		heather heidi helen helena henrietta hilary hilda hillary holly hope ida ilana ilse imelda ines inga ingrid
		irene irina iris irma isabel isabella ivana ivanka ivy jackie jacqueline jana jane janet janice jasmine jeanette
		jeanne jenna jennie jennifer jenny jessica jill jo joan joann joanna joanne jocelyn jodi johanna josephina
		josephine joyce juanita judith judy julia juliana julie juliet juliette kara karen karin karina kate katharine
		katherine kathleen kathryn kathy katie katja katrina kayla kelli kellie kerstin kirsten krista kristen kristin
		kristina kristine latisha latoya laura lauren leah leila lena leticia lila liliana lillian lily linda lindsey
		lisa liz liza lois loretta lori lorraine louise lucia lucille lucy luisa lydia mabel madeleine madeline
		magdalena maggie malala mandy manuela marcia margaret margarita margot marguerite maria marianne maribel marie
		marilyn marina marisa marissa marjorie marlene marsha marta martha mary maureen maxine megan meghan melania
		melanie melinda melissa melody meredith michaela michelle mildred millie miranda miriam misty moira molly mona
		monica myra myrtle nadia nadine nancy naomi natalia natalie natasha nell nellie nicola nicole nicolette nina
		noelle nora norma odette olga olivia opal ophelia paige paloma pam pamela patricia patsy patti patty paula
		paulina pauline peggy penelope penny petra phyllis polly priscilla rachael rachel ramona raquel rebecca rebekah
		regina renata renee rhonda rita roberta robyn rochelle ronda rosa rosalie rosalind rosalyn rosanne rose rosemary
		rosie roxanne ruby ruth sabrina sadie sally samantha sandra sara sarah selena serena shari sharon sheena sheila
		shelley shelly sherri sherry shirley silvia simone sofia sondra sonia sophia sophie stacey stacy stefanie stella
		stephanie sue susan susanna susannah susanne suzanne svetlana sybil sylvia tamara tammy tanya tara tatiana
		teresa terri tessa thelma theresa tiffany tina tracey traci trudy ursula valentina valerie vanessa velma vera
		veronica vicki vickie vicky victoria violet virginia vivian wanda wendy wilhelmina wilma winifred yasmin yesenia
		yolanda yvette yvonne zoe`)
	bothNames = set(`alex andrea angel ashley casey chester chris christie clinton courtney dale dana diego dominique drew earl
		francis gail jamie jan jean jesse jordan kay kelley kelly kerry kim lee leslie loren lou lynn marion morgan pat
		patrice perry robin ruben sasha shannon shelby sidney spencer taylor terry tracy whitney`)
	// givenNames end like the adjective of a country (see demonym) and are none.
	givenNames = set(`adrian bastian christian cristian damian dorian fabian florian gillian hadrian jillian julian kilian killian
		lillian lilian marian maximilian octavian sebastian tristian valerian vivian yulian`)
)

// givenGender is what a given name in lower case tells: "he", "she" or nothing.
func givenGender(name string) string {
	first, _, _ := strings.Cut(name, " ")
	switch {
	case maleNames[first]:
		return "he"
	case femaleNames[first]:
		return "she"
	}
	return ""
}

// givenName says whether a word in lower case is a person's given name.
func givenName(low string) bool {
	return maleNames[low] || femaleNames[low] || bothNames[low] || givenNames[low]
}
