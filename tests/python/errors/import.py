def outer():
    import json_missing_mod
outer()
