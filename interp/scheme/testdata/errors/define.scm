(define (f)
  (when #t (define x 1))
  x)
(f)
