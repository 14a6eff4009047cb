; Queens on a board, by lists.
(define size (if (null? (command-line)) 6 (string->number (car (command-line)))))

(define (range low high)
  (if (>= low high) '() (cons low (range (+ low 1) high))))

(define (filter ok? items)
  (cond ((null? items) '())
        ((ok? (car items)) (cons (car items) (filter ok? (cdr items))))
        (else (filter ok? (cdr items)))))

(define (fold f start items)
  (if (null? items) start (fold f (f start (car items)) (cdr items))))

(define (append-map f items)
  (fold (lambda (all x) (append (f x) all)) '() items))

(define (safe? column placed)
  (let loop ((distance 1) (rest placed))
    (or (null? rest)
        (and (not (= (car rest) column))
             (not (= (abs (- (car rest) column)) distance))
             (loop (+ distance 1) (cdr rest))))))

(define (place row)
  (if (= row 0)
      '(())
      (append-map (lambda (placed)
                    (map (lambda (column) (cons column placed))
                         (filter (lambda (column) (safe? column placed)) (range 0 size))))
                  (place (- row 1)))))

(define solutions (place size))
(display (length solutions))
(newline)
(for-each (lambda (s) (write s) (newline))
          (let loop ((i 0) (rest solutions))
            (if (or (= i 3) (null? rest)) '() (cons (car rest) (loop (+ i 1) (cdr rest))))))
