package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/BurntSushi/toml"

	"secondsource/sources"
	"secondsource/verify/rules"
)

// configName is the desk's configuration file: in the folder where the program runs, else in the user's configuration
// folder.
const configName = "secondsource.toml"

// configVariable names another configuration file.
const configVariable = "SECONDSOURCE_CONFIG"

// maxConfig bounds the configuration, in bytes: a file of owners with thousands of outlets is far smaller.
const maxConfig = 1 << 20

// A config is what a desk sets once for all runs. Flags and the environment go before it.
type config struct {
	Contact   string              `toml:"contact"`   // for the User-Agent: a mail or web address
	Providers []string            `toml:"providers"` // what is asked where --provider is not given
	Proxy     string              `toml:"proxy"`     // an HTTP proxy for everything that is fetched
	Allow     []string            `toml:"allow"`     // addresses that are not public and may be read all the same
	Endpoint  string              `toml:"endpoint"`  // base address of a model's server; its key is never here
	Model     string              `toml:"model"`     // as that server names it
	Waivers   string              `toml:"waivers"`   // the file of findings that the desk lets stand
	Owners    map[string][]string `toml:"owners"`    // by owner: outlets that count as one origin; added to the known ones
	// Rules, House and Rule set the editorial rules: see verify/rules.
	Rules map[string]rules.Options `toml:"rules"`
	House rules.House              `toml:"house"`
	Rule  []rules.Own              `toml:"rule"`
}

// configure reads the configuration into the env. path is that of --config, "" if it was not given. Without a file
// nothing is set; a key that is not known is a usage error, since a misspelt setting would be silently without effect.
func (e *env) configure(path string) error {
	path, wanted := e.configPath(path)
	raw, err := readConfig(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !wanted:
		return nil
	case err != nil:
		return usagef("read the configuration %s: %w", path, err)
	}
	var c config
	meta, err := toml.Decode(raw, &c)
	if err != nil {
		return usagef("%s: %s", path, tomlError(err))
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return usagef("%s: there is no setting %q; the settings are contact, providers, proxy, allow, endpoint, model, waivers, owners, "+
			"rules, house and rule (docs/configuration.md)", path, unknown[0].String())
	}
	if err := e.apply(c, path); err != nil {
		return usagef("%s: %w", path, err)
	}
	return nil
}

// configPath is the file of the flag or the environment, which must be there, else the first usual one that is.
func (e *env) configPath(flag string) (path string, wanted bool) {
	if flag != "" {
		return flag, true
	}
	if path := e.getenv(configVariable); path != "" {
		return path, true
	}
	if _, err := os.Stat(configName); err == nil {
		return configName, false
	}
	return filepath.Join(e.configFolder(), "secondsource", configName), false
}

// configFolder is where programs keep a person's settings: XDG_CONFIG_HOME (XDG base directory specification), else what
// is usual on the system.
func (e *env) configFolder() string {
	if dir := e.getenv("XDG_CONFIG_HOME"); filepath.IsAbs(dir) {
		return dir
	}
	if dir := e.getenv("AppData"); dir != "" {
		return dir
	}
	return filepath.Join(e.getenv("HOME"), ".config")
}

func readConfig(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", plainFileError(err)
	}
	defer f.Close() //nolint:errcheck // only read
	raw, err := io.ReadAll(io.LimitReader(f, maxConfig+1))
	if err != nil {
		return "", plainFileError(err)
	}
	if len(raw) > maxConfig {
		return "", fmt.Errorf("it is larger than %d MB", maxConfig>>20)
	}
	return string(raw), nil
}

// plainFileError leaves the path out of a file's error: it stands before it.
func plainFileError(err error) error {
	if inner, ok := errors.AsType[*fs.PathError](err); ok {
		return inner.Err
	}
	return err
}

// tomlError says where a configuration cannot be read, in one line.
func tomlError(err error) string {
	if parse, ok := errors.AsType[toml.ParseError](err); ok {
		return fmt.Sprintf("line %d: %s", parse.Position.Line, parse.Message)
	}
	words := strings.TrimPrefix(err.Error(), "toml: ")
	where, _, _ := strings.Cut(words, ": ")
	switch {
	case strings.Contains(words, "expected table but found"):
		return where + `: a rule is set in a table of its own, as in [rules.ANON-BARE] with severity = "off" in the next line`
	case strings.Contains(words, "destination has type slice"):
		return where + `: it is a list, as in outlets = ["one", "another"]`
	}
	return words
}

// apply sets what the file says, and refuses what cannot be.
func (e *env) apply(c config, path string) error {
	for i, name := range c.Providers {
		row, arg, err := named(name)
		if err != nil {
			return err
		}
		if arg != "" && !sources.IsAddress(arg) && !filepath.IsAbs(arg) { // a file beside the configuration, wherever the program runs
			c.Providers[i] = row.Name + ":" + filepath.Join(filepath.Dir(path), arg)
		}
	}
	e.desk, e.web.Contact = c.Providers, c.Contact // an empty list is not nil: nobody is asked then
	if c.Proxy != "" {
		proxy, err := url.Parse(c.Proxy)
		if err != nil || proxy.Host == "" || proxy.Scheme != "http" && proxy.Scheme != "https" {
			return fmt.Errorf("proxy %q is no address of a proxy: write it as in http://proxy.example:8080", sources.WithoutSecrets(c.Proxy))
		}
		e.web.Proxy = proxy
		e.tell("everything is fetched through the proxy %s (%s)", proxy.Host, path)
	}
	allow, err := e.allow(strings.Join(c.Allow, ","), path)
	e.web.Allow = append(e.web.Allow, allow...)
	e.owners, e.endpoint, e.model = c.Owners, c.Endpoint, c.Model
	if e.waivers = c.Waivers; c.Waivers != "" && !filepath.IsAbs(c.Waivers) {
		e.waivers = filepath.Join(filepath.Dir(path), c.Waivers)
	}
	var wrong error
	e.rulebook, wrong = rules.Open(rules.Settings{Rules: c.Rules, House: c.House, Own: c.Rule})
	return errors.Join(err, wrong)
}
