-- A room has a place for everybody when a session is put into it. Who came since does not keep its
-- times from being put right: that it is full now, the clashes say.
DROP TRIGGER check_room ON sessions;
CREATE TRIGGER check_room_inserted AFTER INSERT ON sessions
    FOR EACH ROW WHEN (NEW.room_id IS NOT NULL)
    EXECUTE FUNCTION check_room();
CREATE TRIGGER check_room_updated AFTER UPDATE OF room_id ON sessions
    FOR EACH ROW WHEN (NEW.room_id IS NOT NULL AND NEW.room_id IS DISTINCT FROM OLD.room_id)
    EXECUTE FUNCTION check_room();
