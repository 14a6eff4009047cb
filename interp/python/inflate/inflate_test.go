package inflate

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
	"math/rand/v2"
	"testing"
)

// compressed makes streams with Go's packages.
func compressed(t testing.TB, format Format, level int, dictionary, text []byte) []byte {
	var b bytes.Buffer
	var w io.WriteCloser
	var err error
	switch format {
	case Gzip:
		var z *gzip.Writer
		z, err = gzip.NewWriterLevel(&b, level)
		z.Name, z.Comment, z.Extra = "name", "comment", []byte("extra")
		w = z
	case Zlib:
		w, err = zlib.NewWriterLevelDict(&b, level, dictionary)
	default:
		w, err = flate.NewWriterDict(&b, level, dictionary)
	}
	if err != nil {
		t.Fatal(err)
	}
	w.Write(text)
	w.Close()
	return b.Bytes()
}

// texts are of several kinds: repetitive, random, short.
func texts() [][]byte {
	r := rand.New(rand.NewPCG(1, 2))
	random := make([]byte, 100000)
	for i := range random {
		random[i] = byte(r.IntN(256))
	}
	words := make([]byte, 0, 200000)
	for len(words) < 200000 {
		words = append(words, []string{"the ", "quick ", "brown ", "fox\n", "jumps", " over"}[r.IntN(6)]...)
	}
	return [][]byte{nil, []byte("a"), bytes.Repeat([]byte("a"), 70000), random, words, append(random[:1000:1000], words...)}
}

// TestPieces decompresses streams cut into pieces, with and without limits.
func TestPieces(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, format := range []Format{Zlib, Gzip, Raw} {
		for i, text := range texts() {
			for _, level := range []int{0, 1, 6, 9, -2} {
				for _, dictionary := range [][]byte{nil, []byte("the quick brown fox")} {
					if dictionary != nil && (format == Gzip || i == 3) {
						continue // Go's writer stores the dictionary itself in front of text that it cannot compress
					}
					stream := append(compressed(t, format, level, dictionary, text), "rest"...)
					d := New(format, dictionary)
					if format != Raw && i%2 == 0 {
						d = New(Auto, dictionary)
					}
					var got, rest []byte
					for data := stream; len(data) > 0 && !d.Done(); {
						n, limit := min(1+r.IntN(2000), len(data)), -1
						if r.IntN(3) == 0 {
							limit = 1 + r.IntN(5000)
						}
						if r.IntN(20) == 0 {
							d = d.Copy()
						}
						out, left, err := d.Run(data[:n], limit)
						if err != nil {
							t.Fatalf("format %d text %d level %d dictionary %q after %d bytes, equal %v: %v", format, i, level, dictionary, len(got), bytes.HasPrefix(text, append(got, out...)), err)
						}
						if limit >= 0 && len(out) > limit {
							t.Fatalf("%d bytes, the limit is %d", len(out), limit)
						}
						got = append(got, out...)
						data = append(left, data[n:]...)
						rest = data
					}
					if !bytes.Equal(got, text) || !d.Done() || string(rest) != "rest" {
						t.Errorf("format %d text %d level %d: %d bytes, want %d; done %v, rest %q", format, i, level, len(got), len(text), d.Done(), rest)
					}
				}
			}
		}
	}
}

// TestErrors checks what is said of bad streams.
func TestErrors(t *testing.T) {
	good := compressed(t, Zlib, 6, nil, []byte("hello hello hello"))
	change := func(i int, b byte) []byte {
		s := append([]byte(nil), good...)
		s[(i+len(s))%len(s)] = b
		return s
	}
	for _, c := range []struct {
		stream []byte
		want   string
	}{
		{change(0, 0), "incorrect header check"},
		{change(-1, 0), "incorrect data check"},
		{[]byte("\x79\x9c"), "incorrect header check"},
		{[]byte{0x88, 0x1c}, "invalid window size"},
		{[]byte{0x77, 0x09}, "unknown compression method"},
		{[]byte{0x78, 0x9c, 7}, "invalid block type"},
		{[]byte{0x78, 0x9c, 1, 1, 0, 0, 0}, "invalid stored block lengths"},
		{[]byte{0x78, 0x9c, 0x03, 0x02, 0x00}, "invalid distance too far back"},
	} {
		_, _, err := New(Zlib, nil).Run(c.stream, -1)
		if err == nil || err.Message != c.want {
			t.Errorf("%x: %v, want %s", c.stream, err, c.want)
		}
	}
	if _, _, err := New(Zlib, nil).Run(compressed(t, Zlib, 6, []byte("abc"), []byte("abc")), -1); err == nil || err.Number != 2 {
		t.Errorf("without the dictionary: %v", err)
	}
}

// FuzzInflate compares with Go's reader.
func FuzzInflate(f *testing.F) {
	for _, text := range texts()[:3] {
		f.Add(compressed(f, Raw, 6, nil, text), uint16(7))
	}
	f.Fuzz(func(t *testing.T, stream []byte, cut uint16) {
		want, goErr := io.ReadAll(flate.NewReader(bytes.NewReader(stream)))
		d := New(Raw, nil)
		n := min(int(cut), len(stream))
		got, _, err := d.Run(stream[:n], -1)
		if err == nil && !d.Done() {
			var more []byte
			more, _, err = d.Run(stream[n:], -1)
			got = append(got, more...)
		}
		if d.Done() != (goErr == nil) {
			t.Fatalf("done %v, %v; Go says %v", d.Done(), err, goErr)
		}
		if goErr == nil && !bytes.Equal(got, want) {
			t.Fatal("other bytes than Go's")
		}
	})
}
