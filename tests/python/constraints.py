# A one-way constraint solver in the spirit of DeltaBlue: constraints of several strengths between variables, an
# incremental planner that keeps the strongest ones satisfied, chains of equalities and projections by scale and offset.
import sys

REQUIRED, STRONG, MEDIUM, WEAK, WEAKEST = range(5)


class Variable:
    def __init__(self, name, value=0):
        self.name = name
        self.value = value
        self.constraints = []
        self.determined_by = None
        self.strength = WEAKEST
        self.stay = True
        self.mark = 0


class Constraint:
    def __init__(self, strength):
        self.strength = strength

    def attach(self, planner):
        for v in self.variables():
            v.constraints.append(self)
        planner.add(self)

    def detach(self, planner):
        if self.satisfied():
            planner.remove(self)
        else:
            for v in self.variables():
                v.constraints.remove(self)


class Unary(Constraint):
    def __init__(self, variable, strength):
        super().__init__(strength)
        self.output = variable
        self.active = False

    def variables(self):
        return [self.output]

    def inputs(self):
        return []

    def satisfied(self):
        return self.active

    def choose(self, mark):
        self.active = self.output.mark != mark and self.strength < self.output.strength

    def forget(self):
        self.active = False

    def target(self):
        return self.output

    def derive(self):
        self.output.strength = self.strength
        self.output.stay = not self.is_input()
        if self.output.stay:
            self.execute()

    def execute(self):
        pass

    def is_input(self):
        return False


class Stay(Unary):
    pass


class Edit(Unary):
    def is_input(self):
        return True


class Binary(Constraint):
    def __init__(self, a, b, strength):
        super().__init__(strength)
        self.a = a
        self.b = b
        self.direction = 0  # 1: a determines b, -1: b determines a

    def variables(self):
        return [self.a, self.b]

    def inputs(self):
        return [self.source()]

    def satisfied(self):
        return self.direction != 0

    def choose(self, mark):
        a, b = self.a, self.b
        if a.mark == mark:
            self.direction = 1 if b.mark != mark and self.strength < b.strength else 0
        elif b.mark == mark:
            self.direction = -1 if self.strength < a.strength else 0
        elif a.strength > b.strength:
            self.direction = -1 if self.strength < a.strength else 0
        else:
            self.direction = 1 if self.strength < b.strength else 0

    def forget(self):
        self.direction = 0

    def source(self):
        return self.a if self.direction > 0 else self.b

    def target(self):
        return self.b if self.direction > 0 else self.a

    def derive(self):
        source, target = self.source(), self.target()
        target.strength = max(self.strength, source.strength)
        target.stay = source.stay
        if target.stay:
            self.execute()

    def is_input(self):
        return False


class Equal(Binary):
    def execute(self):
        self.target().value = self.source().value


class Scale(Binary):
    def __init__(self, a, b, factor, offset, strength):
        super().__init__(a, b, strength)
        self.factor = factor
        self.offset = offset

    def variables(self):
        return [self.a, self.b, self.factor, self.offset]

    def inputs(self):
        return [self.source(), self.factor, self.offset]

    def derive(self):
        source, target = self.source(), self.target()
        target.strength = max(self.strength, source.strength)
        target.stay = source.stay and self.factor.stay and self.offset.stay
        if target.stay:
            self.execute()

    def execute(self):
        if self.direction > 0:
            self.b.value = self.a.value * self.factor.value + self.offset.value
        else:
            self.a.value = (self.b.value - self.offset.value) // self.factor.value


class Planner:
    def __init__(self):
        self.mark = 0

    def new_mark(self):
        self.mark += 1
        return self.mark

    def add(self, constraint):
        mark = self.new_mark()
        overridden = self.satisfy(constraint, mark)
        while overridden is not None:
            overridden = self.satisfy(overridden, mark)

    def satisfy(self, constraint, mark):
        constraint.choose(mark)
        if not constraint.satisfied():
            if constraint.strength == REQUIRED:
                raise ValueError("could not satisfy a required constraint")
            return None
        for v in constraint.inputs():
            v.mark = mark
        out = constraint.target()
        overridden = out.determined_by
        if overridden is not None:
            overridden.forget()
        out.determined_by = constraint
        if not self.propagate(constraint, mark):
            raise ValueError("cycle")
        out.mark = mark
        return overridden

    def propagate(self, constraint, mark):
        todo = [constraint]
        while todo:
            c = todo.pop()
            out = c.target()
            if out.mark == mark:
                self.remove(constraint)
                return False
            c.derive()
            for other in out.constraints:
                if other is not c and other.satisfied() and other.target() is not out:
                    todo.append(other)
        return True

    def remove(self, constraint):
        out = constraint.target()
        constraint.forget()
        for v in constraint.variables():
            v.constraints.remove(constraint)
        out.determined_by = None
        out.strength = WEAKEST
        out.stay = True
        unsatisfied = []
        todo = [out]
        while todo:
            v = todo.pop()
            for c in v.constraints:
                if not c.satisfied():
                    unsatisfied.append(c)
                elif c is not v.determined_by:
                    c.derive()
                    if c.target() is not v:
                        todo.append(c.target())
        unsatisfied.sort(key=lambda c: c.strength)
        for c in unsatisfied:
            if not c.satisfied():
                self.add(c)

    def plan(self, sources):
        mark = self.new_mark()
        plan = []
        todo = [c for c in sources if c.is_input() and c.satisfied()]
        while todo:
            c = todo.pop()
            out = c.target()
            if out.mark == mark:
                continue
            if all(v.mark == mark or v.stay or v.determined_by is None for v in c.inputs()):
                plan.append(c)
                out.mark = mark
                for other in out.constraints:
                    if other is not c and other.satisfied() and other.target() is not out:
                        todo.append(other)
        return plan


def change(planner, variable, value):
    edit = Edit(variable, STRONG)
    edit.attach(planner)
    plan = planner.plan([edit])
    for i in range(5):
        variable.value = value + i
        for c in plan:
            c.execute()
    edit.detach(planner)
    return len(plan)


def chain(n):
    planner = Planner()
    variables = [Variable("v%d" % i) for i in range(n + 1)]
    for a, b in zip(variables, variables[1:]):
        Equal(a, b, REQUIRED).attach(planner)
    Stay(variables[-1], WEAK).attach(planner)
    steps = change(planner, variables[0], 40)
    return steps, variables[-1].value


def projection(n):
    planner = Planner()
    factor, offset = Variable("factor", 10), Variable("offset", 1000)
    Stay(factor, WEAKEST - 1).attach(planner)
    pairs = []
    for i in range(n):
        source, target = Variable("s%d" % i, i), Variable("t%d" % i, i)
        Stay(source, WEAK).attach(planner)
        Scale(source, target, factor, offset, REQUIRED).attach(planner)
        pairs.append((source, target))
    change(planner, pairs[0][0], 17)
    forward = pairs[0][1].value
    change(planner, pairs[1][1], 1050)
    backward = pairs[1][0].value
    change(planner, factor, 5)
    total = sum(t.value for _, t in pairs)
    change(planner, offset, 2000)
    return forward, backward, total, sum(t.value for _, t in pairs)


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 2
    for i in range(rounds):
        a, b = chain(200 + i % 3), projection(200 + i % 3)
        if i < 3:
            print(a, b)
    print("last", a, b)


main()
