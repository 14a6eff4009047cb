// Standard packages that print by package fmt.
package main

import (
	"bytes"
	"compress/gzip"
	"compress/lzw"
	"compress/zlib"
	"encoding/base32"
	"encoding/base64"
	"encoding/binary"
	"encoding/csv"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"html"
	"io"
	"io/fs"
	"io/ioutil"
	"log"
	"os"
	"regexp"
	"strings"
	"text/scanner"
	"text/template/parse"
)

func main() {
	expressions()
	encodings()
	compressed()
	scanned()
	logged()
	files()
}

func expressions() {
	re := regexp.MustCompile(`(?i)\b([a-z]+)-(?P<n>\d+)\b`)
	fmt.Println(re, re.NumSubexp(), re.SubexpNames())
	text := "ab-12 Cd-345, e-6x f-7"
	fmt.Println(re.FindAllString(text, -1), re.FindAllStringSubmatchIndex(text, 2))
	fmt.Println(re.ReplaceAllString(text, "${n}:$1"), re.Split(text, -1))
	_, err := regexp.Compile("a(b")
	fmt.Println(err)
	fmt.Printf("%q\n", regexp.MustCompile(`^(\p{Greek}+|x*)*$`).FindStringSubmatch("αβxx"))
}

func encodings() {
	data := []byte("any carnal\x00\xff pleas")
	for _, s := range []string{hex.EncodeToString(data), base64.StdEncoding.EncodeToString(data), base64.RawURLEncoding.EncodeToString(data), base32.StdEncoding.EncodeToString(data)} {
		fmt.Println(s)
	}
	fmt.Print(hex.Dump(data))
	_, err := base64.StdEncoding.DecodeString("a*==")
	fmt.Println(err)
	_, err = hex.DecodeString("0g")
	fmt.Println(err, errors.Is(err, hex.ErrLength))
	records, err := csv.NewReader(strings.NewReader("a,\"b \"\"c\"\"\",d\n1,2\n")).ReadAll()
	fmt.Printf("%q %v\n", records, err)
	w := csv.NewWriter(os.Stdout)
	fmt.Println(w.Write([]string{"x y", "a,b", `"q"`}))
	w.Flush()
	fmt.Println(html.EscapeString("<a href=\"x\">&'"), html.UnescapeString("&lt;&eacute;&#955;&bogus;"))
	buf := binary.AppendVarint(binary.BigEndian.AppendUint32(nil, 0xcafe), -300)
	n, size := binary.Varint(buf[4:])
	fmt.Printf("%x %d %d %v\n", buf, n, size, binary.LittleEndian)
	block := &pem.Block{Type: "THING", Headers: map[string]string{"A": "b"}, Bytes: data}
	text := pem.EncodeToMemory(block)
	back, rest := pem.Decode(text)
	fmt.Printf("%s%+v %d\n", text, *back, len(rest))
}

func compressed() {
	data := bytes.Repeat([]byte("the quick brown fox "), 200)
	var z, g, l bytes.Buffer
	zw := zlib.NewWriter(&z)
	gw, _ := gzip.NewWriterLevel(&g, gzip.BestSpeed)
	gw.Name = "fox"
	lw := lzw.NewWriter(&l, lzw.LSB, 8)
	for _, w := range []io.WriteCloser{zw, gw, lw} {
		w.Write(data)
		fmt.Println(w.Close())
	}
	zr, err := zlib.NewReader(&z)
	fmt.Println(err)
	gr, err := gzip.NewReader(&g)
	fmt.Println(err, gr.Name)
	for _, r := range []io.Reader{zr, gr, lzw.NewReader(&l, lzw.LSB, 8)} {
		out, err := io.ReadAll(r)
		fmt.Println(bytes.Equal(out, data), err)
	}
	_, err = gzip.NewReader(strings.NewReader("not gzip at all"))
	fmt.Println(err)
}

func scanned() {
	var s scanner.Scanner
	s.Init(strings.NewReader("x := 3.5 /* c */ + \"a\\n\" // end\n'q' 0x1F"))
	s.Filename = "f"
	for tok := s.Scan(); tok != scanner.EOF; tok = s.Scan() {
		fmt.Printf("%s: %s %q\n", s.Position, scanner.TokenString(tok), s.TokenText())
	}
	trees, err := parse.Parse("t", "{{range .Items}}<{{.Name | printf \"%q\"}}>{{else}}none{{end}}", "", "", map[string]any{"printf": fmt.Sprintf})
	fmt.Println(trees["t"].Root, err)
	_, err = parse.Parse("t", "{{if}}", "", "")
	fmt.Println(err)
}

func logged() {
	l := log.New(os.Stdout, "note: ", log.Lmsgprefix)
	l.Println("one", 2, []string{"three"})
	l.Printf("%05.1f|%-4s|", 3.14159, "ab")
	defer func() { fmt.Println("recovered", recover()) }()
	l.Panicf("%v", struct{ A, b int }{1, 2})
}

func files() {
	dir, err := ioutil.TempDir("", "library")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	name := dir + "/f"
	fmt.Println(ioutil.WriteFile(name, []byte("12 0x1f word\n"), 0o600))
	text, err := ioutil.ReadFile(name)
	fmt.Printf("%q %v\n", text, err)
	_, err = ioutil.ReadFile(dir + "/none")
	var p *fs.PathError
	fmt.Println(errors.As(err, &p), p.Op, p.Err, errors.Is(err, fs.ErrNotExist))
	fmt.Println(strings.TrimPrefix(err.Error(), "open "+dir))
}
