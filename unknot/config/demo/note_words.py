"""What the demo's therapists write. Data only; nobody is real."""

SAID = {
    "first": (
        "Aches by the end of a working day, worse after driving. Sleeps on the side that hurts less.",
        "Stiff in the morning, better once moving. Wants to sit through a film again.",
        "Came on slowly over some weeks. No numbness, no night pain.",
        "Feels wound up; would like an hour in which nobody wants anything.",
    ),
    "again": (
        "Better for three days after the last session, then it crept back.",
        "Slept through twice since last time. Still stiff after long meetings.",
        "No soreness after the last session. The home programme was done most days.",
        "About the same as last time, but it no longer wakes them.",
        "A good week; would like the same again.",
    ),
}
FOUND = (
    "Tight to the touch on both sides, more on the side they sleep on. Moves freely, a little guarded at the end.",
    "Warm, no swelling, skin intact. Tender points as marked; they eased under steady pressure.",
    "Turns further to one side than to the other. Breath slowed within ten minutes.",
    "Tissue softer than last time. Less guarding when turning.",
)
ASSESSMENTS = {
    "first": (
        "Muscle tension of daily load; nothing found today that speaks against massage within the limits.",
        "Responds well to slow work. Expect two or three visits before a change that lasts.",
    ),
    "again": (
        "Slowly easing. The marks stand lower than at the first visit.",
        "Good response, short-lived. More often for a while, then taper.",
        "Steady. Keep pressure and length as they are.",
    ),
}
PLANS = (
    "Same areas next time, ten minutes more on the neck. Home: two short walks a day.",
    "Review at the fourth visit with the same questions. Home: the shoulder stretch, morning and evening.",
    "Keep pressure at what was comfortable. Home: warm pack, ten minutes, before bed.",
    "Once a week for three weeks, then look again.",
)
REFERS = {
    "left_shoulder": "left_upper_arm",
    "right_shoulder": "right_upper_arm",
    "left_upper_back": "neck_back",
    "right_upper_back": "neck_back",
}
PHRASES = {
    "subjective": ("No soreness after the last session.", "Home programme done most days."),
    "objective": ("Skin intact, no swelling.", "Tender points eased under steady pressure."),
    "assessment": ("Responded well; no adverse reaction.",),
    "plan": ("Same areas next time.", "Drink, walk, and rest today if you can."),
}
