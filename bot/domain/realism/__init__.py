"""Is the plan realistic? What is planned beside what is known: of deployments, lifts, days and money."""
