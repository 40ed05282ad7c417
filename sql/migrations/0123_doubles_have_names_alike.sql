-- Donatela and Donatella, and one name at two institutions, are likely two people and now and then
-- one: they are proposed as well, with less certainty.

CREATE INDEX people_name_key_idx ON people (name_key(fold));
