"""Guards in the database for what a hidden button cannot guarantee about roles."""

import pgtrigger

ADMINISTRATOR_ALONE = """
    -- Two grants to one person wait for each other here, so that neither misses the other.
    PERFORM 1 FROM people_user WHERE id = NEW.user_id FOR NO KEY UPDATE;
    SELECT count(*) INTO administrators FROM people_roleheld
     WHERE user_id = NEW.user_id AND role = 'administrator' AND confirmed_at IS NOT NULL AND ended_at IS NULL;
    SELECT (SELECT count(*) FROM people_roleheld WHERE user_id = NEW.user_id AND role <> 'administrator'
                AND confirmed_at IS NOT NULL AND ended_at IS NULL)
         + (SELECT count(*) FROM people_teammember WHERE user_id = NEW.user_id AND ended_at IS NULL)
         + (SELECT count(*) FROM people_suppliermember WHERE user_id = NEW.user_id AND ended_at IS NULL)
      INTO others;
    IF administrators > 0 AND others > 0 THEN
        RAISE EXCEPTION 'an administrator holds no other role' USING ERRCODE = 'check_violation',
            CONSTRAINT = 'administrator_holds_no_other_role';
    END IF;
    RETURN NULL;
"""

TWO_GRANTED = """
    IF NEW.proposed_by_id IS NULL THEN
        PERFORM pg_advisory_xact_lock(hashtext('people_first_administrators'));
        IF (SELECT count(*) FROM people_roleheld
             WHERE role = 'administrator' AND confirmed_at IS NOT NULL AND ended_at IS NULL) >= 2 THEN
            RAISE EXCEPTION 'two administrators exist: a third is proposed and confirmed by them'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'only_the_first_two_administrators_are_granted';
        END IF;
    END IF;
    RETURN NEW;
"""


def never_beside_administrator() -> pgtrigger.Trigger:
    """An administrator holds no other role, belongs to no team and to no supplier (design §1)."""
    return pgtrigger.Trigger(
        name="never_beside_administrator",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update,
        declare=[("administrators", "bigint"), ("others", "bigint")],
        func=ADMINISTRATOR_ALONE,
    )


def at_most_two_granted() -> pgtrigger.Trigger:
    """A role without a proposer is refused once two administrators hold theirs."""
    return pgtrigger.Trigger(
        name="at_most_two_granted", when=pgtrigger.Before, operation=pgtrigger.Insert, func=TWO_GRANTED
    )


def decisions_stand() -> pgtrigger.Trigger:
    """A confirmation, and an end, are written once and never changed."""
    return pgtrigger.Protect(
        name="decisions_stand",
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(
            "OLD.ended_at IS NOT NULL OR (OLD.confirmed_at IS NOT NULL"
            " AND (OLD.confirmed_at, OLD.confirmed_by_id) IS DISTINCT FROM (NEW.confirmed_at, NEW.confirmed_by_id))"
        ),
    )
