package vm

import "rgo/rlib/thread"

// This file defines classes: the Type object, method resolution, lookup along
// the MRO with a cache a class, and version tags.

// typeFlags are facts about a class that never change.
type typeFlags uint16

const (
	final     typeFlags = 1 << iota // cannot be subclassed
	userClass                       // made by a class statement or type()
	heapDict                        // instances have a __dict__
	abstract                        // has abstract methods left
	weakrefs                        // instances can be weakly referenced
	noMRO                           // the MRO is being computed
	byTable                         // builtin, with operators only in the method table
	finalizes                       // instances have a __del__
)

// Type is a class, builtin or user-defined.
type Type struct {
	weakHolder
	name     string
	qualname string
	module   Object // None for builtins
	meta     *Type  // nil stands for type
	base     *Type  // the base that decides the layout
	bases    []*Type
	mro      []*Type
	dict     attrTable
	mirror   *Dict // shows dict to programs once one asked
	flags    typeFlags

	// version changes whenever a lookup on the class may give another result.
	version    uint64    `rgo:"quasiimmutable"`
	cache      attrTable // results of lookup, nil for misses
	subclasses []*Type

	rootShape *Shape
	dictShape *Shape
	slotHint  int

	slotNames []*Str    // the names that __slots__ of this class adds, sorted
	members   []*Member // their descriptors

	// layout is the builtin class that decides what instances carry.
	layout *Type

	// construct makes an exact instance of a builtin class.
	construct RawFunc

	// customAttr caches whether __getattribute__ is overridden, for version
	// customVersion.
	customVersion uint64
	customAttr    bool
	byIdentity    bool // instances hash by identity
	customSet     bool
	getattrHook   Object

	// ctorInit caches plainConstruct for version ctorVersion.
	ctorVersion uint64
	ctorInit    *Function

	record *recordInfo // of classes of records

	id int
}

// Class returns the metaclass.
//
//rgo:parallel
func (c *Type) Class() *Type {
	if c.meta == nil {
		return TypeType
	}
	return c.meta
}

// versionCounter numbers versions of classes and of dict layouts.
type versionCounter struct{ last uint64 }

func (v *versionCounter) take() uint64 {
	v.last++
	return v.last
}

// versions is the process's counter of version tags.
var versions = &versionCounter{}

// ObjectType is object, the root of the class hierarchy.
var ObjectType = newBuiltinType("object", nil, 0)

// TypeType is type, the class of classes.
var TypeType = newBuiltinType("type", ObjectType, heapDict)

// newBuiltinType makes a builtin class. Methods are added by initialisers.
func newBuiltinType(name string, base *Type, flags typeFlags) *Type {
	c := &Type{name: name, qualname: name, flags: flags}
	c.mro = []*Type{c}
	c.layout = c
	if base != nil {
		c.base = base
		c.bases = []*Type{base}
		c.mro = append(c.mro, base.mro...)
		base.subclasses = append(base.subclasses, c)
	}
	c.initShapes()
	c.version = versions.take()
	return c
}

func (c *Type) initShapes() {
	c.rootShape = &Shape{cls: c}
	c.dictShape = &Shape{cls: c, dictMode: true}
}

//rgo:parallel
func (c *Type) isUser() bool { return c.flags&userClass != 0 }

// lookup finds name along the MRO; nil if there is none.
//
//rgo:parallel
func (c *Type) lookup(name *Str) Object {
	if i := c.cache.index.find(name); i >= 0 {
		return c.cache.values[i]
	}
	return c.search(name)
}

// search is lookup without the cache, in which it puts what it finds.
func (c *Type) search(name *Str) Object {
	var found Object
	for _, k := range c.mro {
		if v := k.dict.get(name); v != nil {
			found = v
			break
		}
	}
	if thread.Parallel && c.cache.index.find(name) >= 0 {
		return found // while the thread waited to be alone, another one has put it there
	}
	c.cache.set(name, found)
	return found
}

// lookupAfter finds name along the MRO after class start.
//
//rgo:parallel
func (c *Type) lookupAfter(start *Type, name *Str) Object {
	for i, k := range c.mro {
		if k == start {
			for _, k := range c.mro[i+1:] {
				if v := k.dict.get(name); v != nil {
					return v
				}
			}
			return nil
		}
	}
	return nil
}

// changed tells that the class's dict, bases or MRO changed.
func (c *Type) changed() {
	c.version = versions.take()
	c.cache.clear()
	c.updateFinalizes()
	for _, s := range c.subclasses {
		s.changed()
	}
}

// setAttr stores in the class's own dict.
func (c *Type) setAttr(name *Str, value Object) {
	c.dict.set(name, value)
	if c.mirror != nil && !name.hidden {
		c.mirror.setStr(name, value)
	}
	c.changed()
}

// removeAttr deletes from the class's own dict; it reports whether the name was
// there.
func (c *Type) removeAttr(name *Str) bool {
	if !c.dict.remove(name) {
		return false
	}
	if c.mirror != nil {
		c.mirror.deleteStr(name)
	}
	c.changed()
	return true
}

// isSubtype reports whether base is on the MRO of c.
//
//rgo:parallel
func (c *Type) isSubtype(base *Type) bool {
	if c == base {
		return true
	}
	for _, k := range c.mro {
		if k == base {
			return true
		}
	}
	return false
}

// isInstance reports whether o's class derives from cls, without hooks.
//
//rgo:parallel
func isInstance(o Object, cls *Type) bool { return o.Class().isSubtype(cls) }

// attrHooks tells whether attribute access of instances is overridden.
//
//rgo:parallel
func (c *Type) attrHooks() (customGet, customSet bool, getattr Object) {
	if c.customVersion != c.version {
		c.findHooks()
	}
	return c.customAttr, c.customSet, c.getattrHook
}

// hashesByIdentity reports whether instances have object's __hash__.
//
//rgo:parallel
func (c *Type) hashesByIdentity() bool {
	if c.customVersion != c.version {
		c.findHooks()
	}
	return c.byIdentity
}

// findHooks looks up what attrHooks and hashesByIdentity tell.
func (c *Type) findHooks() {
	c.customAttr = c.lookup(nameGetAttribute) != objectGetAttribute
	set, del := c.lookup(nameSetAttr), c.lookup(nameDelAttr)
	c.customSet = set != objectSetAttr && set != typeSetAttr || del != objectDelAttr && del != typeDelAttr
	c.getattrHook = c.lookup(nameGetAttr)
	c.byIdentity = c.lookup(nameHash) == objectHash
	c.customVersion = c.version
}

// hasDict reports whether instances of c have a __dict__.
//
//rgo:parallel
func (c *Type) hasDict() bool { return c.flags&heapDict != 0 }

// moduleName is the text of __module__; "builtins" for builtin classes.
func (c *Type) moduleName() string {
	if v, ok := c.dict.get(nameModule).(*Str); ok {
		return v.s
	}
	if s, ok := c.module.(*Str); ok {
		return s.s
	}
	return "builtins"
}

// fullName is the qualified name with the module, unless that is builtins.
func (c *Type) fullName() string {
	m := c.moduleName()
	if m == "builtins" {
		return c.qualname
	}
	return m + "." + c.qualname
}

// computeMRO linearises the bases by C3. It returns nil if they conflict.
func computeMRO(c *Type, bases []*Type) []*Type {
	sequences := make([][]*Type, 0, len(bases)+1)
	for _, b := range bases {
		sequences = append(sequences, b.mro)
	}
	sequences = append(sequences, bases)
	mro := []*Type{c}
	for {
		left := 0
		var next *Type
		for _, s := range sequences {
			if len(s) == 0 {
				continue
			}
			left++
			if next == nil && !inTails(s[0], sequences) {
				next = s[0]
			}
		}
		if left == 0 {
			return mro
		}
		if next == nil {
			return nil
		}
		mro = append(mro, next)
		for i, s := range sequences {
			if len(s) > 0 && s[0] == next {
				sequences[i] = s[1:]
			}
		}
	}
}

// inTails reports whether c is in a sequence other than at its head.
func inTails(c *Type, sequences [][]*Type) bool {
	for _, s := range sequences {
		for i := 1; i < len(s); i++ {
			if s[i] == c {
				return true
			}
		}
	}
	return false
}
