extension ActivityCourse {
    /// What follows from the rules of a part that has ended.
    package enum Consequence: Hashable, Sendable {
        /// It is opened, whatever the learner wanted.
        case part(Int)
        /// The whole is left.
        case exit
    }

    private enum Direction {
        case forward, backward
    }

    // MARK: Questions

    /// With what a learner begins who has opened nothing (SN, SB.2.5); nil without flow.
    package var first: Int? {
        flow(from: 0, .forward, entering: true).map { $0 - 1 }
    }

    /// What `continue` opens (SB.2.7); nil when it is not valid.
    package var next: Int? { beside(.forward) }

    /// What `previous` opens (SB.2.8); nil when it is not valid.
    package var previous: Int? { beside(.backward) }

    /// Whether one part follows the other here, and another one comes, now or later.
    package var hasNext: Bool {
        guard let current, let parent = tree.activities[current].parent,
            tree.activities[parent].rules.allowsFlow
        else { return false }
        return tree.activities.indices.dropFirst(current + 1).contains {
            tree.activities[$0].isLaunched
        }
    }

    /// What the choice of a part opens (SB.2.9): itself, or the first in it; nil when it is not
    /// valid.
    package func choice(_ part: Int) -> Int? {
        let target = part + 1
        guard tree.activities.indices.contains(target), tree.activities[target].isInTree,
            let parent = tree.activities[target].parent, tree.activities[parent].rules.allowsChoice
        else { return nil }
        let path = path(to: target)
        guard !path.contains(where: { isHidden[$0] }), isReachable(target, by: path) else {
            return nil
        }
        if tree.activities[target].isLaunched { return isDelivered(target) ? part : nil }
        return flow(from: target, .forward, entering: true).map { $0 - 1 }
    }

    /// Whether a part may be opened now, in whichever way.
    package func allows(_ part: Int) -> Bool {
        guard tree.activities.indices.contains(part + 1), tree.activities[part + 1].isLaunched
        else {
            return false
        }
        return choice(part) == part || ways.contains(part)
    }

    /// The parts that may be opened now without a choice: the present one again, what comes next.
    package var ways: Set<Int> {
        var ways = current == nil ? [first] : [next, previous]
        if case .part(let part)? = consequence { ways.append(part) }
        if let current, tree.activities[current].isLaunched, isDelivered(current) {
            ways.append(current - 1)
        }
        return Set(ways.compactMap(\.self))
    }

    /// The part that was opened last.
    package var currentPart: Int? { current.map { $0 - 1 } }

    /// With a part opened: the attempt at it goes on, or another one begins.
    package func opening(_ part: Int) -> ActivityCourse {
        var records = records
        var record = records[part + 1] ?? ActivityRecord()
        if record.phase == .ended { record.attempts += 1 }
        record.phase = .open
        records[part + 1] = record
        return ActivityCourse(tree, records, current: part + 1)
    }

    /// Whether the choice of a part is shown at all.
    package func isShown(_ part: Int) -> Bool {
        !path(to: part + 1).contains { isHidden[$0] }
    }

    /// The buttons that the content of the present part brings itself.
    package var hidden: Set<PlayerButton> {
        current.map { tree.activities[$0].rules.hidden } ?? []
    }

    /// What its own rules make of the end of the present part; nil when the learner decides.
    package var consequence: Consequence? { ended.consequence }

    // MARK: The end of a part

    /// From where it goes on after the present part, and by which rule (TB.2.1 to TB.2.3).
    private var ended: (from: Int?, consequence: Consequence?) {
        guard let current, records[current]?.phase == .ended else { return (current, nil) }
        var node =
            path(to: current).dropLast().first { index in
                tree.activities[index].rules.exitConditions.contains { holds($0, at: index) }
            } ?? current
        // Each turn goes one up, so they end at the root.
        while true {
            let action = tree.activities[node].rules.postConditions
                .first { holds($0, at: node) }?.action
            switch action {
            case .exitParent:
                guard let parent = tree.activities[node].parent else { return (node, .exit) }
                node = parent
            case .exitAll: return (node, .exit)
            case .retryAll: return (node, first.map { .part($0) })
            case .retry: return (node, again(node).map { .part($0 - 1) })
            case .continue:
                let next = beside(.forward, of: node)
                return (node, next.map { .part($0) } ?? (isLast(node) ? .exit : nil))
            case .previous: return (node, beside(.backward, of: node).map { .part($0) })
            case .skip, .disabled, .hiddenFromChoice, .stopForwardTraversal, .exit, nil:
                return (node, node == 0 ? .exit : nil)
            }
        }
    }

    private func again(_ node: Int) -> Int? {
        guard tree.activities[node].isLaunched else {
            return flow(from: node, .forward, entering: true)
        }
        return isDelivered(node) ? node : nil
    }

    private func isLast(_ node: Int) -> Bool {
        path(to: node).allSatisfy { index in
            guard let parent = tree.activities[index].parent else { return true }
            return tree.activities[index].place == tree.activities[parent].children.count - 1
        }
    }

    // MARK: Flow

    private func beside(_ direction: Direction) -> Int? {
        ended.from.flatMap { beside(direction, of: $0) }
    }

    private func beside(_ direction: Direction, of node: Int) -> Int? {
        guard let parent = tree.activities[node].parent, tree.activities[parent].rules.allowsFlow
        else { return nil }
        return flow(from: node, direction, entering: false).map { $0 - 1 }
    }

    /// The next activity that is opened in a direction (SB.2.2 and SB.2.3).
    private func flow(from start: Int, _ direction: Direction, entering: Bool) -> Int? {
        guard var (node, direction) = neighbour(of: start, direction, entering: entering) else {
            return nil
        }
        var earlier: Direction?
        // Backwards into a cluster that only goes forwards each is met twice at most.
        for _ in 0...(2 * tree.activities.count) {
            let activity = tree.activities[node]
            guard let parent = activity.parent, tree.activities[parent].rules.allowsFlow else {
                return nil
            }
            if isSkipped[node] {
                guard
                    let (next, moved) = neighbour(
                        of: node,
                        direction,
                        entering: false,
                        after: earlier
                    )
                else { return nil }
                if earlier == .backward, moved == .backward {
                    (direction, earlier) = (.backward, nil)
                }
                node = next
                continue
            }
            guard !isRefused[node] else { return nil }
            if activity.isLaunched { return isDelivered(node) ? node : nil }
            guard let (next, moved) = neighbour(of: node, direction, entering: true) else {
                return nil
            }
            earlier = direction == .backward && moved == .forward ? .backward : nil
            (node, direction) = (next, moved)
        }
        return nil
    }

    /// The next activity in a direction, whatever its rules are (SB.2.1).
    private func neighbour(
        of start: Int,
        _ wanted: Direction,
        entering: Bool,
        after earlier: Direction? = nil
    ) -> (Int, Direction)? {
        var (node, direction, isReversed) = (start, wanted, false)
        if entering, let next = tree.activities[node].children.first,
            let last = tree.activities[node].children.last
        {
            let isForward = direction == .forward || tree.activities[node].rules.isForwardOnly
            return isForward ? (next, .forward) : (last, .backward)
        }
        if earlier == .backward, let parent = tree.activities[node].parent,
            let first = tree.activities[parent].children.first,
            tree.activities[parent].children.last == node
        {
            (node, direction, isReversed) = (first, .backward, true)
        }
        while let parent = tree.activities[node].parent {
            let (siblings, rules) = (
                tree.activities[parent].children, tree.activities[parent].rules
            )
            if direction == .backward, !isReversed, rules.isForwardOnly { return nil }
            let place = tree.activities[node].place + (direction == .forward ? 1 : -1)
            if siblings.indices.contains(place) { return (siblings[place], direction) }
            (node, isReversed) = (parent, false)
        }
        return nil
    }

    // MARK: Choice

    /// Whether nothing on the way to an activity is refused (DB.1.1).
    private func isDelivered(_ index: Int) -> Bool {
        !path(to: index).contains { isRefused[$0] }
    }

    /// Whether the present part may be left for another, and nothing stands in between (NB.2.1 and
    /// SB.2.9).
    private func isReachable(_ target: Int, by path: [Int]) -> Bool {
        guard let current else { return !path.dropLast().contains { isStop[$0] } }
        guard current != target else { return true }
        let own = self.path(to: current)
        let common = zip(own, path).prefix { $0 == $1 }.count
        guard
            own.dropFirst(common).allSatisfy({
                !isActive($0) || tree.activities[$0].rules.allowsChoiceExit
            })
        else { return false }
        let (here, there) = (tree.activities[current], tree.activities[target])
        if let parent = here.parent, parent == there.parent {
            let siblings = tree.activities[parent].children
            guard here.place < there.place else {
                return !tree.activities[parent].rules.isForwardOnly
            }
            return !siblings[here.place..<there.place].contains { isStop[$0] }
        }
        guard target > current else { return true }
        return !path.dropFirst(common - 1).dropLast().contains { isStop[$0] }
    }
}
