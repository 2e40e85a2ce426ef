"""Two-letter codes of the patent offices other than CNIPA (WIPO standard ST.3). Data."""

OFFICES = frozenset(
    """
    AE AL AM AP AR AT AU AZ BA BE BG BH BN BO BR BW BX BY CA CH CL CO CR CU CY CZ DD DE DK DO DZ
    EA EC EE EG EM EP ES FI FR GB GC GE GR GT HK HN HR HU ID IE IL IN IQ IR IS IT JM JO JP KE KG
    KH KR KW KZ LA LB LI LK LT LU LV MA MC MD ME MK MN MO MT MW MX MY NI NL NO NZ OA OM PA PE PH
    PK PL PT PY QA RO RS RU SA SD SE SG SI SK SM SU SV SY TH TJ TM TN TR TT TW TZ UA UG US UY UZ
    VE VN WO YU ZA ZM ZW
    """.split()  # noqa: SIM905 - readable as a block
)
