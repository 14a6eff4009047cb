# Many short-lived binary trees beside a long-lived one: allocation, recursion, attributes. Then a search tree that is
# filled, looked into, walked by recursion, and emptied again.
import sys


class Node:
    __slots__ = ("left", "right")

    def __init__(self, left, right):
        self.left = left
        self.right = right


def bottom_up(depth):
    if depth == 0:
        return Node(None, None)
    return Node(bottom_up(depth - 1), bottom_up(depth - 1))


def count(node):
    if node.left is None:
        return 1
    return 1 + count(node.left) + count(node.right)


class Entry:
    def __init__(self, key):
        self.key = key
        self.low = None
        self.high = None


class SearchTree:
    def __init__(self):
        self.root = None
        self.size = 0

    def insert(self, key):
        node = self.root
        if node is None:
            self.root = Entry(key)
            self.size += 1
            return True
        while key != node.key:
            if key < node.key:
                if node.low is None:
                    node.low = Entry(key)
                    self.size += 1
                    return True
                node = node.low
            else:
                if node.high is None:
                    node.high = Entry(key)
                    self.size += 1
                    return True
                node = node.high
        return False

    def __contains__(self, key):
        node = self.root
        while node is not None:
            if key == node.key:
                return True
            node = node.low if key < node.key else node.high
        return False

    def depth(self, node):
        if node is None:
            return 0
        a, b = self.depth(node.low), self.depth(node.high)
        return 1 + (a if a > b else b)


def main():
    depth = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    long_lived = bottom_up(depth)
    for d in range(4, depth + 1, 4):
        rounds = 1 << (depth - d + 4)
        total = 0
        for _ in range(rounds):
            total += count(bottom_up(d))
        print(rounds, "trees of depth", d, "nodes:", total)
    print("long-lived tree:", count(long_lived))
    tree = SearchTree()
    key, twice = 12345, 0
    for _ in range(500 << max(0, depth - 7)):
        key = (key * 1103515245 + 12345) % 2147483648
        if not tree.insert(key >> 12):
            twice += 1
    found = sum(1 for k in range(0, 1 << 19, 101) if k in tree)
    print("search tree:", tree.size, "again:", twice, "depth:", tree.depth(tree.root), "found:", found)


main()
