"""Everything in a bag that is not wildlife: ordinary things and look-alikes."""
