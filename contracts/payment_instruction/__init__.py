"""How a charge is paid by bank transfer, as a sheet: a notice, and no paper that is kept."""
