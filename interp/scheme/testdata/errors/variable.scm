(let ((x 1)) (undefined-thing x))
