// A goroutine that waits for input does not stop the others.
package main

import (
	"os"
	"time"
)

func main() {
	input := make(chan string)
	go func() {
		b := make([]byte, 100)
		for {
			n, err := os.Stdin.Read(b)
			if err != nil {
				close(input)
				return
			}
			input <- string(b[:n])
		}
	}()
	ticks := 0
	for ticker := time.NewTicker(time.Millisecond); ; {
		select {
		case s, ok := <-input:
			if !ok {
				os.Stdout.WriteString("end\n")
				return
			}
			os.Stdout.WriteString("read " + s)
			ticks = 0
		case <-ticker.C:
			if ticks++; ticks == 5 {
				os.Stdout.WriteString("ticks\n")
			}
		}
	}
}
