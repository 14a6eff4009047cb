package vm

import (
	"math"
	"strconv"
)

// This file formats times: strftime and asctime in the C locale.

var (
	dayNames   = []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
	monthNames = []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
		"November", "December"}
)

// brokenTime converts a struct_time or tuple of nine.
//
//rgo:parallel
func (t *Thread) brokenTime(o Object, fn string) (b broken, ok bool) {
	p := tuplePayload(o)
	if p == nil {
		t.typeError("Tuple or struct_time argument required")
		return b, false
	}
	if len(p.items) != 9 {
		t.typeError(fn + "(): illegal time tuple argument")
		return b, false
	}
	fields := []*int{&b.year, &b.month, &b.day, &b.hour, &b.minute, &b.second, &b.weekday, &b.yearday, &b.dst}
	for i, f := range fields {
		if *f, ok = t.cInt(p.items[i]); !ok {
			return b, false
		}
	}
	if b.year < math.MinInt32+1900 { // C counts from 1900
		t.raise(OverflowError, "year out of range")
		return b, false
	}
	if i, isRecord := o.(*Instance); isRecord && i.cls == structTimeType {
		if z, hasZone := i.getSlot(structTimeType.record.keys[0]).(*Str); hasZone {
			b.zone, b.hasZone = z.s, true
		}
		if n, isInt := smallValue(orNone(i.getSlot(structTimeType.record.keys[1]))); isInt {
			b.offset = int(n)
		}
	}
	return b, true
}

// brokenArg is the time argument i, the current local time if it is missing;
// its fields are in range.
//
//rgo:parallel
func (t *Thread) brokenArg(args []Object, i int, fn string) (b broken, ok bool) {
	if len(args) <= i {
		ns, _ := readClock(sysClockGettime, clockRealtime)
		return t.localBroken(floorDivide(ns, 1e9)), true
	}
	if b, ok = t.brokenTime(args[i], fn); !ok {
		return
	}
	bad := ""
	if b.month == 0 {
		b.month = 1
	}
	if b.day == 0 {
		b.day = 1
	}
	if b.yearday == 0 {
		b.yearday = 1
	}
	switch {
	case b.month < 1 || b.month > 12:
		bad = "month out of range"
	case b.day < 1 || b.day > 31:
		bad = "day of month out of range"
	case b.hour < 0 || b.hour > 23:
		bad = "hour out of range"
	case b.minute < 0 || b.minute > 59:
		bad = "minute out of range"
	case b.second < 0 || b.second > 61:
		bad = "seconds out of range"
	case b.weekday < -1:
		bad = "day of week out of range"
	case b.yearday < 1 || b.yearday > 366:
		bad = "day of year out of range"
	}
	if bad != "" {
		t.valueError(bad)
		return b, false
	}
	if b.weekday < 0 {
		b.weekday = 6
	}
	b.weekday %= 7
	if b.dst < -1 {
		b.dst = -1
	}
	if b.dst > 1 {
		b.dst = 1
	}
	return b, true
}

//rgo:parallel
func (b *broken) asctime() string {
	return dayNames[b.weekday][:3] + " " + monthNames[b.month-1][:3] + " " + pad(b.day, 2, ' ') + " " + b.clock() + " " + strconv.Itoa(b.year)
}

//rgo:parallel
func (b *broken) clock() string {
	return pad(b.hour, 2, '0') + ":" + pad(b.minute, 2, '0') + ":" + pad(b.second, 2, '0')
}

// isoWeek is the week of the year by ISO 8601, and its year.
//
//rgo:parallel
func (b *broken) isoWeek() (year, week int) {
	year = b.year
	week = (b.yearday - 1 - b.weekday + 10) / 7
	long := func(y int) int {
		first := int(((daysTo(y, 1, 1)+3)%7 + 7) % 7)
		leap := y%4 == 0 && (y%100 != 0 || y%400 == 0)
		if first == 3 || first == 2 && leap {
			return 53
		}
		return 52
	}
	if week < 1 {
		year--
		return year, long(year)
	}
	if week > long(year) {
		return year + 1, 1
	}
	return year, week
}

// strftime formats a time.
//
//rgo:parallel
func (t *Thread) strftime(format string, b broken) string {
	var out []byte
	for i := 0; i < len(format); i++ {
		if format[i] != '%' || i+1 == len(format) {
			out = append(out, format[i])
			continue
		}
		start := i
		i++
		fill := byte(0)
		for i < len(format) && (format[i] == '-' || format[i] == '_' || format[i] == '0' || format[i] == '^' || format[i] == '#') {
			fill = format[i]
			i++
		}
		width := 0
		for i < len(format) && format[i] >= '0' && format[i] <= '9' {
			width = width*10 + int(format[i]-'0')
			i++
		}
		if i < len(format) && (format[i] == 'E' || format[i] == 'O') {
			i++
		}
		if i >= len(format) {
			out = append(out, format[start:]...)
			break
		}
		text, ok := t.directive(format[i], &b, fill)
		if !ok {
			text = format[start : i+1]
		}
		if fill == '^' {
			text = asciiUpper(text)
		}
		for len(text) < width {
			if text != "" && text[0] >= '0' && text[0] <= '9' && fill != '_' {
				text = "0" + text
			} else {
				text = " " + text
			}
		}
		out = append(out, text...)
	}
	return string(out)
}

//rgo:parallel
func asciiUpper(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'a' && c <= 'z' {
			b[i] = c - 'a' + 'A'
		}
	}
	return string(b)
}

// directive formats one field.
//
//rgo:parallel
func (t *Thread) directive(c byte, b *broken, fill byte) (string, bool) {
	number := func(n, width int, normal byte) (string, bool) {
		switch fill {
		case '-':
			width = 0
		case '_':
			normal = ' '
		case '0':
			normal = '0'
		}
		return pad(n, width, normal), true
	}
	hour := (b.hour+11)%12 + 1
	switch c {
	case '%':
		return "%", true
	case 'n':
		return "\n", true
	case 't':
		return "\t", true
	case 'a':
		return dayNames[b.weekday][:3], true
	case 'A':
		return dayNames[b.weekday], true
	case 'b', 'h':
		return monthNames[b.month-1][:3], true
	case 'B':
		return monthNames[b.month-1], true
	case 'c':
		return b.asctime(), true
	case 'C':
		return number(int(floorDivide(int64(b.year), 100)), 2, '0')
	case 'd':
		return number(b.day, 2, '0')
	case 'D', 'x':
		return pad(b.month, 2, '0') + "/" + pad(b.day, 2, '0') + "/" + pad(b.shortYear(), 2, '0'), true
	case 'e':
		return number(b.day, 2, ' ')
	case 'F':
		return strconv.Itoa(b.year) + "-" + pad(b.month, 2, '0') + "-" + pad(b.day, 2, '0'), true
	case 'g':
		year, _ := b.isoWeek()
		return number(year%100, 2, '0')
	case 'G':
		year, _ := b.isoWeek()
		return number(year, 1, '0')
	case 'H':
		return number(b.hour, 2, '0')
	case 'I':
		return number(hour, 2, '0')
	case 'j':
		return number(b.yearday, 3, '0')
	case 'k':
		return number(b.hour, 2, ' ')
	case 'l':
		return number(hour, 2, ' ')
	case 'm':
		return number(b.month, 2, '0')
	case 'M':
		return number(b.minute, 2, '0')
	case 'p', 'P':
		text := "AM"
		if b.hour >= 12 {
			text = "PM"
		}
		if c == 'P' {
			text = asciiLower(text)
		}
		return text, true
	case 'r':
		text, _ := t.directive('p', b, 0)
		return pad(hour, 2, '0') + ":" + pad(b.minute, 2, '0') + ":" + pad(b.second, 2, '0') + " " + text, true
	case 'R':
		return pad(b.hour, 2, '0') + ":" + pad(b.minute, 2, '0'), true
	case 's':
		at, _ := t.localSeconds(*b)
		return strconv.FormatInt(at, 10), true
	case 'S':
		return number(b.second, 2, '0')
	case 'T', 'X':
		return b.clock(), true
	case 'u':
		return number(b.weekday+1, 1, '0')
	case 'U':
		return number((b.yearday-1+7-(b.weekday+1)%7)/7, 2, '0')
	case 'V':
		_, week := b.isoWeek()
		return number(week, 2, '0')
	case 'w':
		return number((b.weekday+1)%7, 1, '0')
	case 'W':
		return number((b.yearday-1+7-b.weekday)/7, 2, '0')
	case 'y':
		return number(b.shortYear(), 2, '0')
	case 'Y':
		return number(b.year, 1, '0')
	case 'z', 'Z':
		return t.zoneField(c, b), true
	}
	return "", false
}

//rgo:parallel
func (b *broken) shortYear() int { return ((b.year % 100) + 100) % 100 }

// zoneField is the zone's name or offset.
//
//rgo:parallel
func (t *Thread) zoneField(c byte, b *broken) string {
	name, offset := b.zone, b.offset
	if !b.hasZone {
		if b.dst < 0 {
			if c == 'Z' {
				return ""
			}
			return ""
		}
		at, _ := t.localSeconds(*b)
		name, offset, _ = t.zoneAt(at)
	}
	if c == 'Z' {
		return name
	}
	sign := "+"
	if offset < 0 {
		sign, offset = "-", -offset
	}
	return sign + pad(offset/3600, 2, '0') + pad(offset/60%60, 2, '0')
}
