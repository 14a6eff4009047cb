// Switches on bytes with many cases: what has none does what the default does.
package main

func unsigned(x uint8, n int) int {
	switch x {
	case 1:
		return n
	case 4:
		n += 8
	case 7:
		n += 4
	case 10:
		n += 11
	case 13:
		n += 7
	case 16:
		return n
	case 19:
		n += 10
	case 22:
		n += 6
	case 25:
		n += 2
	case 28:
		n += 9
	case 31:
		return n
	case 34:
		n += 1
	case 37:
		n += 8
	case 40:
		n += 4
	case 43:
		n += 11
	case 46:
		return n
	case 49:
		n += 3
	case 52:
		n += 10
	case 55:
		n += 6
	case 58:
		n += 2
	case 61:
		return n
	case 64:
		n += 5
	case 67:
		n += 1
	case 70:
		n += 8
	case 73:
		n += 4
	case 76:
		return n
	case 79:
		n += 7
	case 82:
		n += 3
	case 85:
		n += 10
	case 88:
		n += 6
	case 91:
		return n
	case 94:
		n += 9
	case 97:
		n += 5
	case 100:
		n += 1
	case 103:
		n += 8
	case 106:
		return n
	case 109:
		n += 11
	case 112:
		n += 7
	case 115:
		n += 3
	case 118:
		n += 10
	case 121:
		return n
	case 124:
		n += 2
	case 127:
		n += 9
	case 130:
		n += 5
	case 133:
		n += 1
	case 136:
		return n
	case 139:
		n += 4
	case 142:
		n += 11
	case 145:
		n += 7
	case 148:
		n += 3
	case 151:
		return n
	case 154:
		n += 6
	case 157:
		n += 2
	case 160:
		n += 9
	case 163:
		n += 5
	case 166:
		return n
	case 169:
		n += 8
	case 172:
		n += 4
	case 175:
		n += 11
	case 178:
		n += 7
	case 181:
		return n
	case 184:
		n += 10
	case 187:
		n += 6
	case 190:
		n += 2
	case 193:
		n += 9
	case 196:
		return n
	case 199:
		n += 1
	case 202:
		n += 8
	case 205:
		n += 4
	case 208:
		n += 11
	default:
		n ^= int(x)
	}
	return n + 1
}

func signed(x int8, n int) int {
	switch x {
	case -105:
		return n * 2
	case -102:
		n += 6
	case -99:
		n += 11
	case -96:
		n += 3
	case -93:
		return n * 2
	case -90:
		n += 13
	case -87:
		n += 5
	case -84:
		n += 10
	case -81:
		return n * 2
	case -78:
		n += 7
	case -75:
		n += 12
	case -72:
		n += 4
	case -69:
		return n * 2
	case -66:
		n += 1
	case -63:
		n += 6
	case -60:
		n += 11
	case -57:
		return n * 2
	case -54:
		n += 8
	case -51:
		n += 13
	case -48:
		n += 5
	case -45:
		return n * 2
	case -42:
		n += 2
	case -39:
		n += 7
	case -36:
		n += 12
	case -33:
		return n * 2
	case -30:
		n += 9
	case -27:
		n += 1
	case -24:
		n += 6
	case -21:
		return n * 2
	case -18:
		n += 3
	case -15:
		n += 8
	case -12:
		n += 13
	case -9:
		return n * 2
	case -6:
		n += 10
	case -3:
		n += 2
	case 0:
		n += 7
	case 3:
		return n * 2
	case 6:
		n += 4
	case 9:
		n += 9
	case 12:
		n += 1
	case 15:
		return n * 2
	case 18:
		n += 11
	case 21:
		n += 3
	case 24:
		n += 8
	case 27:
		return n * 2
	case 30:
		n += 5
	case 33:
		n += 10
	case 36:
		n += 2
	case 39:
		return n * 2
	case 42:
		n += 12
	case 45:
		n += 4
	case 48:
		n += 9
	case 51:
		return n * 2
	case 54:
		n += 6
	case 57:
		n += 11
	case 60:
		n += 3
	case 63:
		return n * 2
	case 66:
		n += 13
	case 69:
		n += 5
	case 72:
		n += 10
	case 75:
		return n * 2
	case 78:
		n += 7
	case 81:
		n += 12
	case 84:
		n += 4
	case 87:
		return n * 2
	case 90:
		n += 1
	case 93:
		n += 6
	case 96:
		n += 11
	case 99:
		return n * 2
	case 102:
		n += 8
	}
	return n + 3
}

func main() {
	a, b := 0, 0
	for i := 0; i < 256; i++ {
		a = unsigned(uint8(i), a)
		b = signed(int8(i), b%1000)
		println(i, a, b)
	}
}
