t=str.maketrans({"a":"b",".":None,"c":"xyz","d":"é",100:200})
for s in ["abc.d aabcc..","héllo a.c","\ud800a","",".."]: print(ascii(s.translate(t)))
class M:
    n=0
    def __getitem__(self,k):
        M.n+=1
        if k==97: raise LookupError
        if k==98: return None
        return k+1
print("aabbcc".translate(M()),M.n)
try: "a".translate({97:-1})
except ValueError as e: print(e)
try: "a".translate({97:1.5})
except TypeError as e: print(e)
class D(dict):
    def __missing__(self,k): return "!"
print("abc".translate(D({97:"z"})))
