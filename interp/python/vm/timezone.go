package vm

import (
	"os"
	"strings"
	"time"
)

// This file is calendars and the local time zone of module time.

// broken is a time broken down: month from 1, weekday from Monday = 0, yearday
// from 1.
type broken struct {
	year, month, day, hour, minute, second, weekday, yearday, dst int
	zone                                                          string
	offset                                                        int
	hasZone                                                       bool
}

// daysTo is the number of days from 1970 to a date of the Gregorian calendar.
//
//rgo:parallel
func daysTo(year, month, day int) int64 {
	y := int64(year)
	if month <= 2 {
		y--
	}
	era := floorDivide(y, 400)
	yoe := y - era*400
	m := int64(month)
	if m > 2 {
		m -= 3
	} else {
		m += 9
	}
	doy := (153*m+2)/5 + int64(day) - 1
	doe := yoe*365 + yoe/4 - yoe/100 + doy
	return era*146097 + doe - 719468
}

// breakTime breaks seconds since 1970 down.
//
//rgo:parallel
func breakTime(at int64) broken {
	days := floorDivide(at, 86400)
	rest := int(at - days*86400)
	z := days + 719468
	era := floorDivide(z, 146097)
	doe := z - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	mp := (5*doy + 2) / 153
	day := int(doy - (153*mp+2)/5 + 1)
	month := int(mp) + 3
	year := yoe + era*400
	if month > 12 {
		month -= 12
		year++
	}
	weekday := int((days + 3) % 7)
	if weekday < 0 {
		weekday += 7
	}
	return broken{year: int(year), month: month, day: day, hour: rest / 3600, minute: rest / 60 % 60, second: rest % 60,
		weekday: weekday, yearday: int(days-daysTo(int(year), 1, 1)) + 1}
}

// zone returns the local time zone: what TZ names, else /etc/localtime.
//
//rgo:parallel
func (t *Thread) zone() *time.Location {
	z := t.interp.zone
	if z == nil {
		z = findZone()
		t.interp.zone = z
	}
	return z
}

func findZone() *time.Location {
	name, set := os.LookupEnv("TZ")
	if !set {
		if data, err := os.ReadFile("/etc/localtime"); err == nil {
			if l, err := time.LoadLocationFromTZData("Local", data); err == nil {
				return l
			}
		}
		return time.UTC
	}
	name = strings.TrimPrefix(name, ":")
	if name == "" {
		return time.UTC
	}
	path := name
	if !strings.HasPrefix(path, "/") {
		path = "/usr/share/zoneinfo/" + name
	}
	if data, err := os.ReadFile(path); err == nil {
		if l, err := time.LoadLocationFromTZData(name, data); err == nil {
			return l
		}
	}
	if l, err := time.LoadLocationFromTZData(name, ruleData(name)); err == nil && zoneWorks(l) {
		return l
	}
	return time.UTC
}

// zoneWorks reports whether the rule was understood: else the zone's name is
// that of ruleData.
func zoneWorks(l *time.Location) bool {
	name, _ := time.Unix(0, 0).In(l).Zone()
	return name != "UTC"
}

// ruleData is a zone file that consists of a rule such as EST5EDT,M3.2.0,M11.1.0
// only.
func ruleData(rule string) []byte {
	header := func(version byte, times, types, chars byte) []byte {
		b := append([]byte("TZif"), version)
		b = append(b, make([]byte, 15)...)
		for _, n := range []byte{0, 0, 0, times, types, chars} {
			b = append(b, 0, 0, 0, n)
		}
		return b
	}
	b := header('2', 0, 1, 4)
	b = append(b, 0, 0, 0, 0, 0, 0)
	b = append(b, "UTC\x00"...)
	b = append(b, header('2', 1, 1, 4)...)
	b = append(b, 0xC0, 0, 0, 0, 0, 0, 0, 0) // one change, long ago
	b = append(b, 0)
	b = append(b, 0, 0, 0, 0, 0, 0)
	b = append(b, "UTC\x00"...)
	return append(b, "\n"+rule+"\n"...)
}

// zoneAt tells the zone at a time.
//
//rgo:parallel
func (t *Thread) zoneAt(at int64) (name string, offset int, dst bool) {
	u := time.Unix(at, 0).In(t.zone())
	name, offset = u.Zone()
	return name, offset, u.IsDST()
}

// localBroken breaks a time down in the local zone.
//
//rgo:parallel
func (t *Thread) localBroken(at int64) broken {
	name, offset, dst := t.zoneAt(at)
	b := breakTime(at + int64(offset))
	b.zone, b.offset, b.hasZone = name, offset, true
	if dst {
		b.dst = 1
	}
	return b
}

// localSeconds is mktime: fields beyond their ranges carry over.
//
//rgo:parallel
func (t *Thread) localSeconds(b broken) (int64, bool) {
	month := b.month - 1
	year := b.year + int(floorDivide(int64(month), 12))
	month -= int(floorDivide(int64(month), 12)) * 12
	if year > 1<<31-1 || year < -1<<31 {
		return 0, false
	}
	want := (daysTo(year, month+1, 1)+int64(b.day)-1)*86400 + int64(b.hour)*3600 + int64(b.minute)*60 + int64(b.second)
	_, before, beforeDST := t.zoneAt(want - 86400)
	_, after, afterDST := t.zoneAt(want + 86400)
	first, second := before, after
	if b.dst > 0 && afterDST && !beforeDST || b.dst == 0 && !afterDST && beforeDST {
		first, second = after, before
	}
	for _, offset := range []int{first, second} {
		at := want - int64(offset)
		if _, now, dst := t.zoneAt(at); now == offset && (b.dst < 0 || dst == (b.dst > 0)) {
			return at, true
		}
	}
	// The time is of the other kind than the zone has then, or does not exist.
	_, now, dst := t.zoneAt(want - int64(first))
	at := want - int64(now)
	if b.dst >= 0 && dst != (b.dst > 0) {
		if dst {
			at += 3600
		} else {
			at -= 3600
		}
	}
	return at, true
}

// setZone sets the attributes timezone, altzone, daylight and tzname.
func (t *Thread) setZone(m *Module) {
	ns, _ := readClock(sysClockGettime, clockRealtime)
	year := breakTime(floorDivide(ns, 1e9)).year
	winter, summer := t.localBroken(daysTo(year, 1, 1)*86400), t.localBroken(daysTo(year, 7, 1)*86400)
	if winter.dst > 0 || winter.dst == summer.dst && winter.offset > summer.offset {
		winter, summer = summer, winter
	}
	daylight := 0
	if winter.offset != summer.offset || winter.dst != summer.dst {
		daylight = 1
	}
	m.set("timezone", intOf(-winter.offset))
	m.set("altzone", intOf(-summer.offset))
	m.set("daylight", intOf(daylight))
	m.set("tzname", tupleOf(NewStr(winter.zone), NewStr(summer.zone)))
}
