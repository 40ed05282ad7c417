-- What the centre published about a project stays of it, too: a news item, with its day. Documents
-- that print that day read it here.
ALTER TABLE project_outputs
    DROP CONSTRAINT project_outputs_kind_known,
    ADD CONSTRAINT project_outputs_kind_known CHECK (kind IN (
        'strategy', 'action-plan', 'programme', 'report', 'handbook', 'equipment', 'news',
        'other'));
