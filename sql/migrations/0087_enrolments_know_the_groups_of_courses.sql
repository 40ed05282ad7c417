-- Who takes part is of a group for which courses are meant: one vocabulary, to which a centre adds.

ALTER TABLE enrolments
    DROP CONSTRAINT enrolments_target_group_known,
    ADD CONSTRAINT enrolments_target_group_fkey
        FOREIGN KEY (target_group) REFERENCES target_groups (code);
CREATE INDEX enrolments_target_group_idx ON enrolments (target_group);
