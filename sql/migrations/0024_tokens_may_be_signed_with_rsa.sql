-- Formal Open Badges conformance asks for RS256, so a key for tokens may be RSA: its public half is
-- a SubjectPublicKeyInfo of 2048 to 4096 bits, where P-256 has a point of 65 bytes.
ALTER TABLE issuer_keys DROP CONSTRAINT issuer_keys_public_key_length;
ALTER TABLE issuer_keys ADD CONSTRAINT issuer_keys_public_key_length CHECK (CASE
    WHEN purpose = 'token' THEN length(public_key) = 65 OR length(public_key) BETWEEN 290 AND 600
    WHEN purpose IN ('authority', 'document') THEN length(public_key) = 65
    ELSE length(public_key) = 32
END);
