package verify

import "strings"

// plainWordOf gives the stem that a word in lower case stands for where the rules of stem cannot tell: the word of a story's body for
// one of headlines, the base of an irregular form, the number of an ordinal.
var plainWordOf = plainWordTable(plainWordList, irregularList, ordinalList)

// plainWordList has the words that headlines and talk put for those of a story's body, after the word of the body.
const plainWordList = `
advertisement: ad ads advert adverts
aeroplane: plane planes airplane airplanes
alcohol: booze
application: app apps
bicycle: bike bikes
boy: lad lads
british: brit brits briton britons
champion: champ champs
child: kid kids kiddo
doctor: doc docs
dollar: buck bucks
examination: exam exams
father: dad dads daddy
film: movie movies
friend: pal pals buddy buddies
governor: guv gov
grandfather: grandpa granddad
grandmother: grandma granny
helicopter: chopper choppers copter
information: info
journalist: newsman newsmen journo journos
laboratory: lab labs
man: guy guys bloke blokes dude dudes
mother: mom moms mum mums mommy mummy
motorcycle: motorbike motorbikes
photograph: photo photos pic pics
police: cop cops
president: prez
prison: jail jails
robbery: heist heists
teenager: teen teens
telephone: phone phones
university: uni
video: vid vids
woman: lady ladies gal gals
`

// irregularList has the irregular forms of English, after the base.
const irregularList = `
man: men
woman: women
child: children
person: people persons
wife: wives
life: lives
knife: knives
wolf: wolves
leaf: leaves
thief: thieves
half: halves
foot: feet
tooth: teeth
mouse: mice
goose: geese
shoot: shot
find: found
win: won
lose: lost
take: took taken
steal: stole stolen
fall: fell fallen
give: gave given
buy: bought
sell: sold
pay: paid
send: sent
hold: held
keep: kept
meet: met
eat: ate eaten
drive: drove driven
write: wrote written
break: broke broken
choose: chose chosen
speak: spoke spoken
see: saw seen
go: went gone
come: came
make: made
get: got gotten
grow: grew grown
fly: flew flown flies
throw: threw thrown
draw: drew drawn
know: knew known
show: shown
begin: began begun
run: ran
rise: rose risen
catch: caught
fight: fought
teach: taught
think: thought
bring: brought
build: built
spend: spent
lend: lent
sleep: slept
sweep: swept
bite: bit bitten
hide: hid hidden
ride: rode ridden
shake: shook shaken
strike: struck stricken
stick: stuck
swing: swung
hang: hung
beat: beaten
freeze: froze frozen
wear: wore worn
tear: tore torn
bear: bore borne
swear: swore sworn
wake: woke woken
sink: sank sunk
drink: drank
swim: swam swum
ring: rang rung
sing: sang sung
sit: sat
stand: stood
understand: understood
feel: felt
deal: dealt
mean: meant
hear: heard
lead: led
feed: fed
bleed: bled
flee: fled
speed: sped
burn: burnt
learn: learnt
dig: dug
light: lit
die: died dies dying
lie: lied lies lying
tie: tied ties tying
seek: sought
shrink: shrank shrunk
spring: sprang sprung
weave: wove woven
withdraw: withdrew withdrawn
undergo: underwent undergone
become: became
overcome: overcame
forget: forgot forgotten
forgive: forgave forgiven
spin: spun
sling: slung
slide: slid
stride: strode
creep: crept
kneel: knelt
leap: leapt
dream: dreamt
breed: bred
forbid: forbade forbidden
mistake: mistook mistaken
undertake: undertook undertaken
overthrow: overthrew overthrown
`

// plainWordTable gives the stem of the base for each form in lines of a base, a colon and its forms. Of two bases the first stays.
func plainWordTable(lists ...string) map[string]string {
	out := map[string]string{}
	for _, list := range lists {
		for line := range strings.Lines(list) {
			base, forms, ok := strings.Cut(line, ":")
			if !ok {
				continue
			}
			for form := range strings.FieldsSeq(forms) {
				if out[form] == "" {
					out[form] = stem(base)
				}
			}
		}
	}
	return out
}

// ordinalList has the ordinals that news style spells out, after their number: a third one is one of three. "First" and
// "second" are left out, which more often tell when.
const ordinalList = `
3: third
4: fourth
5: fifth
6: sixth
7: seventh
8: eighth
9: ninth
10: tenth
`
