; Derivatives of expressions, simplified, again and again.
(define rounds (if (null? (command-line)) 5 (string->number (car (command-line)))))

(define (sum a b)
  (cond ((and (number? a) (number? b)) (+ a b))
        ((eqv? a 0) b)
        ((eqv? b 0) a)
        (else (list '+ a b))))

(define (product a b)
  (cond ((and (number? a) (number? b)) (* a b))
        ((or (eqv? a 0) (eqv? b 0)) 0)
        ((eqv? a 1) b)
        ((eqv? b 1) a)
        (else (list '* a b))))

(define (power a n)
  (cond ((eqv? n 0) 1)
        ((eqv? n 1) a)
        (else (list '^ a n))))

(define (derive x)
  (cond ((number? x) 0)
        ((symbol? x) (if (eq? x 'x) 1 0))
        (else
         (let ((a (cadr x)) (b (caddr x)))
           (case (car x)
             ((+) (sum (derive a) (derive b)))
             ((*) (sum (product a (derive b)) (product (derive a) b)))
             ((^) (product (product b (power a (- b 1))) (derive a)))
             (else (error "no operator" (car x))))))))

(define (value x at)
  (cond ((number? x) x)
        ((symbol? x) at)
        (else
         (let ((a (value (cadr x) at)) (b (value (caddr x) at)))
           (case (car x)
             ((+) (modulo (+ a b) 1000003))
             ((*) (modulo (* a b) 1000003))
             (else (let loop ((i b) (r 1)) (if (= i 0) r (loop (- i 1) (modulo (* r a) 1000003))))))))))

(define (size x)
  (if (pair? x) (+ 1 (size (cadr x)) (size (caddr x))) 1))

(define (derivatives x n)
  (if (= n 0) x (derivatives (derive x) (- n 1))))

(define start '(* (^ (+ x 1) 5) (+ (* 3 (^ x 4)) (* (+ x 2) (+ y (^ x 3))))))
(do ((i 0 (+ i 1)) (total 0 (+ total (value (derivatives start 5) i))))
    ((= i rounds) (write (list (size (derivatives start 5)) total)) (newline)))
