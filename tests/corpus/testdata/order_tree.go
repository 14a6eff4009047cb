package main

func tr(s string, v int) int { print(s, " "); return v }
func sl(s string) []int      { print(s, " "); return []int{1, 2, 3, 4, 5} }
func str(s string) string    { print(s, " "); return "hello" }
func arr(s string) [3]int    { print(s, " "); return [3]int{1, 2, 3} }
func mp(s string) map[int]int {
	print(s, " ")
	return map[int]int{}
}
func pt(s string) *T { print(s, " "); return &T{} }

type T struct{ a, b int }

func (t *T) m(a, b int) *T { print("m "); return t }

func main() {
	_ = sl("a")[tr("lo", 1):tr("hi", 3):tr("max", 4)]
	println()
	_ = str("s")[tr("lo", 1):tr("hi", 3)]
	println()
	_ = str("s")[tr("i", 1)]
	println()
	_ = arr("a")[tr("i", 1)]
	println()
	_ = mp("m")[tr("k", 1)]
	println()
	sl("a")[tr("i", 1)] = tr("v", 2)
	println()
	mp("m")[tr("k", 1)] = tr("v", 2)
	println()
	mp("m")[tr("k", 1)] += tr("v", 2)
	println()
	pt("p").a, sl("s")[tr("i", 0)] = tr("x", 1), tr("y", 2)
	println()
	_ = map[int]int{tr("k1", 1): tr("v1", 1), tr("k2", 2): tr("v2", 2)}
	println()
	_ = []int{tr("1", 1), 5: tr("2", 2), 3: tr("3", 3)}
	println()
	_ = T{b: tr("b", 1), a: tr("a", 2)}
	println()
	pt("p").m(tr("1", 1), tr("2", 2)).m(tr("3", 3), tr("4", 4))
	println()
	_ = tr("a", 1) < tr("b", 2) || tr("c", 3) > tr("d", 4)
	println()
	_ = append(sl("a"), tr("x", 1), tr("y", 2))
	println()
	copy(sl("d"), sl("s"))
	println()
	println()
	_ = min(tr("1", 1), tr("2", 2), tr("3", 3))
	println()
	_ = complex(float64(tr("re", 1)), float64(tr("im", 1)))
	println()
	switch tr("tag", 2) {
	case tr("c1", 1), tr("c2", 2), tr("c3", 3):
	}
	println()
	func() {
		defer pt("p").m(tr("1", 1), tr("2", 2))
		print("body ")
	}()
	println()
	for i := range sl("r") {
		_ = i
	}
	var x, y = tr("x", 1), tr("y", 2)
	x, y = y+tr("z", 1), x
	println(x, y)
	*pt("q"), x = T{tr("1", 1), 2}, tr("2", 2)
	println()
	_ = str("a") + str("b") + str("c")
	println()
	_ = any(tr("a", 1)) == any(tr("b", 1))
	println()
	_ = [...]string{1: str("s")}[tr("j", 1)]
	println()
}
