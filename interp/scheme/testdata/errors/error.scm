(error "it went wrong:" (list 1 "two"))
