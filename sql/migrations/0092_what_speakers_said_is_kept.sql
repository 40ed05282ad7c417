-- Who spoke at an activity is remembered with what they said, in a sentence in each language that
-- documents print after the name.
ALTER TABLE activity_speakers
    ADD COLUMN remark_sr_cyrl text
        CONSTRAINT activity_speakers_remark_sr_cyrl_nfc CHECK (remark_sr_cyrl IS NFC NORMALIZED)
        CONSTRAINT activity_speakers_remark_sr_cyrl_length
        CHECK (length(remark_sr_cyrl) BETWEEN 1 AND 1000),
    ADD COLUMN remark_sr_latn text
        CONSTRAINT activity_speakers_remark_sr_latn_nfc CHECK (remark_sr_latn IS NFC NORMALIZED)
        CONSTRAINT activity_speakers_remark_sr_latn_length
        CHECK (length(remark_sr_latn) BETWEEN 1 AND 1000),
    ADD COLUMN remark_en text
        CONSTRAINT activity_speakers_remark_en_nfc CHECK (remark_en IS NFC NORMALIZED)
        CONSTRAINT activity_speakers_remark_en_length CHECK (length(remark_en) BETWEEN 1 AND 1000),
    ADD CONSTRAINT activity_speakers_remark_in_all CHECK (
        num_nulls(remark_sr_cyrl, remark_sr_latn, remark_en) IN (0, 3));
GRANT INSERT (remark_sr_cyrl, remark_sr_latn, remark_en),
    UPDATE (remark_sr_cyrl, remark_sr_latn, remark_en) ON activity_speakers TO obuka_service;
