import Documents

/// How the lines of a donor's sheet are called.
struct DonorWords {
    let language: Language

    /// The cells of a line by place: LSG, institution, and the numbers.
    func place(_ line: DonorLines.Line, of rows: [DonorLines.Row]) -> [String?] {
        let (lsg, institution) = names(line, of: rows)
        return [regardless(line, lsg), institution] + numbers(line)
    }

    private func names(
        _ line: DonorLines.Line,
        of rows: [DonorLines.Row]
    ) -> (lsg: String?, institution: String?) {
        let paths = line.rows.map { rows[$0].path }
        let isOfLSG = line.area.count == 3
        let isOfNone = !line.area.isEmpty && line.area[0].isEmpty
        if line.isWhole, paths.count == 1, line.sum != nil {
            let path = paths[0]
            return (path.count == 4 ? path[2] : Self.ofNone[language], path.last)
        }
        if isOfLSG || isOfNone {
            // How many all of an LSG are, nobody has judged.
            let what =
                line.isWhole
                ? Self.allInstitutions[language]
                : "\(Self.otherInstitutions[language]) (\(paths.count))"
            return (isOfLSG ? line.area[2] : Self.ofNone[language], what)
        }
        var names: [String] = []
        for path in paths {
            let name = path.count == 4 ? path[2] : Self.ofNone[language]
            if names.last != name { names.append(name) }
        }
        let what =
            switch (line.area.last, line.isWhole) {
            case (nil, true): Self.all[language]
            case (nil, false): Self.others[language]
            case (let area?, true): area
            case (let area?, false): "\(area), \(Self.rest[language])"
            }
        return ("\(what) (\(names.count)): \(names.joined(separator: ", "))", nil)
    }

    /// The cells of a line by target group.
    func group(_ line: DonorLines.Line, of rows: [DonorLines.Row]) -> [String?] {
        let names = line.rows.map { rows[$0].path[0] }
        let title: String
        if line.isWhole, names.count == 1 {
            title = "\(Self.targetGroup[language]): \(names[0])"
        } else {
            let what = line.isWhole ? Self.allGroups : Self.otherGroups
            title = "\(what[language]) (\(names.count)): \(names.joined(separator: ", "))"
        }
        return [regardless(line, title), nil] + numbers(line)
    }

    /// What a line is called that is one without regard to sex.
    private func regardless(_ line: DonorLines.Line, _ title: String?) -> String? {
        if line.isBySex { return title }
        let words = Self.withoutSex[language]
        return title.map { "\(words): \($0)" } ?? words
    }

    private func numbers(_ line: DonorLines.Line) -> [String?] {
        guard let sum = line.sum else { return Array(repeating: nil, count: 6) }
        let bySex = line.isBySex ? sum.all.map(String.init) : [nil, nil, nil]
        return bySex + [String(sum.total), nil, nil]
    }

    private static let withoutSex = Titles(sr: "без обзира на пол", en: "without regard to sex")
    private static let all = Titles(sr: "Све општине и градови", en: "All LSGs")
    private static let others = Titles(sr: "Остале општине и градови", en: "Other LSGs")
    private static let rest = Titles(sr: "остало", en: "the rest")
    /// Where the people of institutions of the state are, which are in no LSG.
    static let ofNone = Titles(
        sr: "државни органи и други ван општина и градова",
        en: "state bodies and others outside LSGs"
    )
    private static let allInstitutions = Titles(sr: "све институције", en: "all institutions")
    private static let otherInstitutions = Titles(
        sr: "остале институције",
        en: "other institutions"
    )
    private static let targetGroup = Titles(sr: "Циљна група", en: "Target group")
    private static let allGroups = Titles(sr: "Све циљне групе", en: "All target groups")
    private static let otherGroups = Titles(sr: "Остале циљне групе", en: "Other target groups")
}
