package translator

// This file is what the driver does about profiles: finding them, and the pass that uses or makes one.

import (
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"rgo/flowgraph"
	"rgo/profile"
	"rgo/transform"
)

// DefaultProfile is the name of the profile that is used if it lies beside the main package.
const DefaultProfile = "default.rgoprof"

// threadedProfile is the name of the one that is used instead for a threading model, if there is one: a program that does not share its
// functions with other threads has other branches than one that does.
func threadedProfile(threads string) string { return "default-" + threads + ".rgoprof" }

// runtimePackages lists what has to be loaded besides the program and what every program needs.
func (s *Session) runtimePackages() []string {
	list := []string{transform.Package(s.Options.GC)}
	if s.counts() {
		list = append(list, profile.Package)
	}
	return list
}

// profileRoots returns the functions of the runtime that only the pass profile will call.
func (s *Session) profileRoots() []string {
	if s.counts() {
		return profile.RuntimeRoots()
	}
	return nil
}

// counts reports whether a program that counts is made.
func (s *Session) counts() bool { return s.Options.Count == "on" }

// profileFiles returns the profiles to use; explicit says that the user has named them.
func (s *Session) profileFiles() (files []string, explicit bool) {
	switch s.Options.Profile {
	case "off":
		return nil, true
	case "", "auto":
		if s.counts() {
			return nil, false
		}
		file := filepath.Join(s.mainDir(), threadedProfile(s.Options.Threads))
		if _, err := os.Stat(file); err != nil {
			file = filepath.Join(s.mainDir(), DefaultProfile)
		}
		return []string{file}, false
	}
	return strings.Split(s.Options.Profile, ","), true
}

// mainDir returns the directory of the main package.
func (s *Session) mainDir() string {
	if s.Loaded == nil {
		return s.sources.Dir()
	}
	return s.Loaded.Dir
}

// readProfile reads the profiles, once. The program must have been located or loaded.
func (s *Session) readProfile() error {
	if s.asked {
		return nil
	}
	s.asked = true
	files, explicit := s.profileFiles()
	digest := sha256.New()
	var sum *profile.Profile
	for _, file := range files {
		if explicit && s.Dir != "" && !filepath.IsAbs(file) {
			file = filepath.Join(s.Dir, file)
		}
		p, err := profile.Read(file)
		switch {
		case err != nil && errors.Is(err, os.ErrNotExist) && !explicit:
			return nil
		case err != nil:
			return &UsageError{"--profile: " + err.Error()}
		}
		digest.Write(p.Text())
		if sum == nil {
			sum = p
			continue
		}
		if list := sum.Add(p); len(list) > 0 {
			s.note(file + ": its counts of " + list[0] + " are of another version of the program than those in " + files[0] + " and are left out (" + strconv.Itoa(len(list)) + " functions)")
		}
	}
	if sum != nil {
		s.runs, s.runsFrom, s.profileKey = sum, strings.Join(files, ", "), digest.Sum(nil)
	}
	return nil
}

// profile makes a program that counts, or applies the profile to one that does not.
func (s *Session) profile() ([]*flowgraph.Graph, error) {
	if s.counts() {
		return profile.Instrument(s.Prog)
	}
	if s.runs == nil {
		return nil, nil
	}
	changed, match := profile.Apply(s.Prog, s.runs)
	if text := match.Text(); text != "" {
		s.note(s.runsFrom + ": " + text)
	}
	return slices.Clip(changed), nil
}

// note tells the user something.
func (s *Session) note(text string) {
	if s.Progress != nil {
		s.Progress.Note(text)
	}
}
