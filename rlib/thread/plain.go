//go:build !rgo

package thread

import _ "rgo/runtime/raw/host" // the scheduler's clock under plain Go
