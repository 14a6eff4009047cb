"""A page with python3-markdown: core syntax, extensions, an extension of our own."""
import warnings

import markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
import xml.etree.ElementTree as etree

# The library's Element in Python warns when it is used as a condition; CPython's in C does not.
warnings.simplefilter('ignore', FutureWarning)

text = '''Title: A page
Author: Somebody
        Else

# Heading *one* {#top}

A paragraph with *emphasis*, **strong**, ***both***, `code & more`, a [link](http://example.org "Title"),
an ![image](a.png), a reference [one][ref] and <http://auto.example/?a=1&b=2>, AT&T &copy; 1 < 2.
Two spaces  
break the line. \\*Not emphasis\\*

> Quoted
> > twice
> back

* item
* item two

    with a paragraph

    1. one
    2. two
* last

    code block <b>
    again

Setext
------

***

<div class="raw"><p>html</p></div>

[ref]: http://example.org/ref  'Ref title'

Term
:   Definition with a footnote[^1].

[^1]: The *note*.

| Left | Right |
|:-----|------:|
| a    | 1     |
| `b`  | **2** |

```python
def f(x):
    return x < 1
```

*[HTML]: Hyper Text
HTML here, and "quotes" -- dashes... [TOC]

[TOC]

!!! note "Be careful"
    Inside.
'''


class Strike(InlineProcessor):
    def handleMatch(self, m, data):
        el = etree.Element('del')
        el.text = m.group(1)
        return el, m.start(0), m.end(0)


class Shout(Preprocessor):
    def run(self, lines):
        return [line.replace('Be careful', 'BE CAREFUL') for line in lines]


class Own(Extension):
    def extendMarkdown(self, md):
        md.inlinePatterns.register(Strike(r'~~(.*?)~~', md), 'strike', 175)
        md.preprocessors.register(Shout(md), 'shout', 35)


print(markdown.markdown('Plain *text*\n\n- a\n- b'))
md = markdown.Markdown(extensions=['extra', 'toc', 'meta', 'smarty', 'sane_lists', 'admonition', 'nl2br', 'wikilinks', Own()],
                       extension_configs={'toc': {'permalink': True}})
print(md.convert(text + '\n~~gone~~ and [[Wiki Page]]\n'))
print(md.Meta)
print(md.toc)
print(md.toc_tokens)
md.reset()
print(md.convert('# Again\n\nText ~~x~~'))
print(markdown.markdown('a **b** <br> c', output_format='html'), markdown.__version__)
