import pickle
for d in (dict.__dict__['fromkeys'],bytearray.__dict__['maketrans'],str.__dict__['maketrans'],float.__dict__['fromhex']):
    for p in range(6):
        try: pickle.dumps(d,p); print('bad')
        except TypeError as e: print(e)
print(pickle.loads(pickle.dumps(dict.fromkeys))("ab"), pickle.loads(pickle.dumps(bytearray.maketrans))(b"a",b"b")[97], type(vars(bytes)["maketrans"]))
