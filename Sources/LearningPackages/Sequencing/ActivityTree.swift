/// The activities of a package of SCORM 2004, and what their rules make of a learner's work.
///
/// It has no memory: what was recorded goes in, what may be done comes out (SN, chapter 4). So
/// every page and every server says the same. Activities are counted as parts are, from 0; the
/// organisation stands above them. It costs a pass over all activities; nothing in it can go on for
/// ever, whatever the rules are.
package struct ActivityTree: Sendable {
    /// A part as the tree needs it.
    package struct Part: Sendable {
        /// How many parts stand above it.
        package var level: Int
        package var isLaunched: Bool
        /// Whether its content says what comes of it.
        package var reports: Bool
        package var rules: ActivityRules

        package init(
            level: Int,
            isLaunched: Bool,
            reports: Bool = true,
            rules: ActivityRules = ActivityRules()
        ) {
            (self.level, self.isLaunched) = (level, isLaunched)
            (self.reports, self.rules) = (reports, rules)
        }
    }

    /// A part in its place.
    struct Activity: Sendable {
        var rules: ActivityRules
        var isLaunched: Bool
        var reports: Bool
        var parent: Int?
        /// Those below in which anything is opened.
        var children: [Int] = []
        /// Its place among these.
        var place = 0
        var isInTree = false
    }

    /// The root, and then the parts in their order.
    let activities: [Activity]

    /// A level that jumps is taken as the next one.
    package init(root: ActivityRules, parts: [Part]) {
        var all = [Activity(rules: root, isLaunched: false, reports: false)]
        var above = [0]
        for part in parts {
            let level = min(max(part.level, 0), above.count - 1)
            above.removeLast(above.count - 1 - level)
            all.append(
                Activity(
                    rules: part.rules,
                    isLaunched: part.isLaunched,
                    reports: part.reports,
                    parent: above[level]
                )
            )
            above.append(all.count - 1)
        }
        // What is below comes after what is above it.
        for index in all.indices.reversed() where all[index].isInTree || all[index].isLaunched {
            all[index].isInTree = true
            if let parent = all[index].parent { all[parent].isInTree = true }
        }
        for index in all.indices where all[index].isInTree {
            guard let parent = all[index].parent else { continue }
            all[index].place = all[parent].children.count
            all[parent].children.append(index)
        }
        activities = all
    }

    /// What the rules make of these records, by part; `current` is the part that was opened last.
    package func course(
        _ records: [Int: ActivityRecord],
        current: Int?
    ) -> ActivityCourse {
        ActivityCourse(
            self,
            Dictionary(uniqueKeysWithValues: records.map { ($0.key + 1, $0.value) }),
            current: current.map { $0 + 1 }
        )
    }
}
