"""From a quote to a policy in force: comparison, acceptance, binding, premium, schedule."""
