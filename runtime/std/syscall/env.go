package syscall

// This file holds the environment: a copy of the process's, taken when it is first asked for.

import "rgo/runtime/raw"

var environment struct {
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

func copyEnvironment() {
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
		return environment.list[i][len(k)+1:], true
	}
	return "", false
}

// Setenv sets an environment variable.
func Setenv(k, value string) error {
	copyEnvironment()
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
	if i, ok := environment.index[k]; ok {
		environment.list[i] = entry
		return nil
	}
	environment.index[k] = len(environment.list)
	environment.list = append(environment.list, entry)
	return nil
}

// Unsetenv removes an environment variable.
func Unsetenv(k string) error {
	copyEnvironment()
	if i, ok := environment.index[k]; ok {
		environment.list[i] = ""
		delete(environment.index, k)
	}
	return nil
}

// Clearenv removes all environment variables.
func Clearenv() {
	copyEnvironment()
	environment.list = nil
	clear(environment.index)
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
	return list
}
