// Package reflectlite replaces internal/reflectlite. Standard packages in a translated program do not use reflection:
// what errors and sort would do with it is replaced there.
package reflectlite
