e = ValueError("note test")
e.add_note("a note")
raise e
