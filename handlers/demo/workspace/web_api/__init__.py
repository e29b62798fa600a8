"""The Web API's methods, one module per family, each a plain function of the world and the arguments."""
