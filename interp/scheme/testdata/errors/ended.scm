(define k #f)
(call/cc (lambda (c) (set! k c)))
(k 1)
