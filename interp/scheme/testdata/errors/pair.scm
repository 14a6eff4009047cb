(display 1)
(newline)
(car
  (list))
