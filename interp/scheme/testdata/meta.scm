; An evaluator for a part of Scheme, in Scheme, that runs programs over numbers and lists.
(define limit (if (null? (command-line)) 10 (string->number (car (command-line)))))

(define (lookup name env)
  (cond ((null? env) (error "no variable" name))
        ((assq name (car env)) => (lambda (x) x))
        (else (lookup name (cdr env)))))

(define (bind names values env)
  (cons (map cons names values) env))

(define (evaluate x env)
  (cond ((symbol? x) (cdr (lookup x env)))
        ((not (pair? x)) x)
        (else
         (case (car x)
           ((quote) (cadr x))
           ((if) (if (evaluate (cadr x) env) (evaluate (caddr x) env) (evaluate (cadddr x) env)))
           ((lambda) (list 'procedure (cadr x) (caddr x) env))
           ((let) (evaluate (caddr x) (bind (map car (cadr x)) (map (lambda (b) (evaluate (cadr b) env)) (cadr x)) env)))
           ((define) (set-car! env (cons (cons (cadr x) (evaluate (caddr x) env)) (car env))))
           (else (call (evaluate (car x) env) (map (lambda (y) (evaluate y env)) (cdr x))))))))

(define (call f args)
  (if (procedure? f)
      (apply f args)
      (evaluate (caddr f) (bind (cadr f) args (cadddr f)))))

(define globals
  (list (map cons '(+ - * < = cons car cdr null? list) (list + - * < = cons car cdr null? list))))

(define program
  '((define fib (lambda (n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2))))))
    (define append (lambda (a b) (if (null? a) b (cons (car a) (append (cdr a) b)))))
    (define below (lambda (p l) (if (null? l) '() (if (< (car l) p) (cons (car l) (below p (cdr l))) (below p (cdr l))))))
    (define above (lambda (p l) (if (null? l) '() (if (< (car l) p) (above p (cdr l)) (cons (car l) (above p (cdr l)))))))
    (define sort (lambda (l) (if (null? l) '()
      (let ((p (car l)) (rest (cdr l))) (append (sort (below p rest)) (cons p (sort (above p rest))))))))
    (define numbers (lambda (n seed) (if (= n 0) '() (cons seed (numbers (- n 1) (next seed))))))
    (define next (lambda (s) (let ((t (* s 3))) (if (< t 101) t (- t 101)))))))

(for-each (lambda (x) (evaluate x globals)) program)
(define (run x) (write (evaluate x globals)) (newline))
(run (list 'fib limit))
(run '(sort (numbers 12 7)))
(run '((lambda (f) (f f 10)) (lambda (self n) (if (= n 0) 1 (* n (self self (- n 1)))))))
