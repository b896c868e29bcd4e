// Says of each token on a line of the standard input whether Validate accepts it.
package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
)

func main() {
	verifier, err := NewVerifier(context.Background())
	if err != nil {
		panic(err)
	}
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		_, err := Validate(context.Background(), verifier, lines.Text())
		fmt.Println(err == nil)
	}
}
