package syscall

// This file holds the environment: a copy of the process's, taken when it is first asked for.

import (
	"sync"

	"rgo/runtime/raw"
)

var environment struct {
	mu     sync.Mutex
	copied bool
	list   []string       // key=value; "" if unset
	index  map[string]int // key to place in list
}

// key returns the part of entry in front of the first =; an = at the very start belongs to the key.
func key(entry string) string {
	for i := 1; i < len(entry); i++ {
		if entry[i] == '=' {
			return entry[:i]
		}
	}
	return ""
}

// copyEnvironment locks the environment, and copies it if nobody has yet.
func copyEnvironment() {
	environment.mu.Lock()
	if environment.copied {
		return
	}
	environment.copied = true
	environment.index = map[string]int{}
	for i := 0; ; i++ {
		p := raw.Envp(i)
		if p == nil {
			return
		}
		entry := raw.CString(p)
		k := key(entry)
		if _, ok := environment.index[k]; ok || k == "" {
			continue
		}
		environment.index[k] = len(environment.list)
		environment.list = append(environment.list, entry)
	}
}

// Getenv returns the value of an environment variable.
func Getenv(k string) (value string, found bool) {
	copyEnvironment()
	if i, ok := environment.index[k]; ok && k != "" {
		value, found = environment.list[i][len(k)+1:], true
	}
	environment.mu.Unlock()
	return value, found
}

// Setenv sets an environment variable.
func Setenv(k, value string) error {
	if k == "" {
		return EINVAL
	}
	for i := 0; i < len(k); i++ {
		if k[i] == '=' || k[i] == 0 {
			return EINVAL
		}
	}
	for i := 0; i < len(value); i++ {
		if value[i] == 0 {
			return EINVAL
		}
	}
	entry := k + "=" + value
	copyEnvironment()
	if i, ok := environment.index[k]; ok {
		environment.list[i] = entry
	} else {
		environment.index[k] = len(environment.list)
		environment.list = append(environment.list, entry)
	}
	environment.mu.Unlock()
	return nil
}

// Unsetenv removes an environment variable.
func Unsetenv(k string) error {
	copyEnvironment()
	if i, ok := environment.index[k]; ok {
		environment.list[i] = ""
		delete(environment.index, k)
	}
	environment.mu.Unlock()
	return nil
}

// Clearenv removes all environment variables.
func Clearenv() {
	copyEnvironment()
	environment.list = nil
	clear(environment.index)
	environment.mu.Unlock()
}

// Environ returns all environment variables as key=value.
func Environ() []string {
	copyEnvironment()
	list := make([]string, 0, len(environment.list))
	for _, entry := range environment.list {
		if entry != "" {
			list = append(list, entry)
		}
	}
	environment.mu.Unlock()
	return list
}
