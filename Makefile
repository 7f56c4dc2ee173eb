# The commands people need; bootstrap.py does the work and needs only Python.
.PHONY: app test check eval
app: ; python3 bootstrap.py app $(FOLDER)
test: ; python3 bootstrap.py test
check: ; python3 bootstrap.py check
eval: ; python3 bootstrap.py eval
