package tag

import "sync"

// jackknife trains both chains on each half of the articles and lets them label the other half. From that the judge
// learns, and the second chain learns what cues it will be given.
func (m *Model) jackknife(lessons []*lesson, o Options) {
	var wg sync.WaitGroup
	finders := make([]*finder, len(lessons))
	for k := range 2 {
		wg.Go(func() {
			use := func(i int) bool { return i%2 != k }
			half := &Model{build: m.build}
			half.cues = trainCues(lessons, o, plan{"cues of a half", halfCueEpochs, use, nil}).freeze(pruned)
			half.roles = trainRoles(lessons, o, plan{"roles of a half", halfRoleEpochs, use, nil}).freeze(pruned)
			for i := range lessons {
				if !use(i) {
					finders[i] = newFinder(half, lessons[i].page, judgeBias)
					finders[i].findCues()
					finders[i].findRoles()
					finders[i].cueSums, finders[i].roleSums = nil, nil
				}
			}
		})
	}
	wg.Wait()
	var seen []proof
	for i, f := range finders {
		for k := range f.found {
			seen = append(seen, proof{f.evidence(k), lessons[i].right(&f.found[k])})
		}
		lessons[i].seen, lessons[i].found = f.isCue, f.cues
	}
	m.judge.learn(seen)
}
